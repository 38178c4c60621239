package dev.rolegate.mcp.approval;

import dev.rolegate.auth.AuditEvent;
import dev.rolegate.auth.AuditEvent.Outcome;
import dev.rolegate.auth.text.OneLine;
import io.javalin.http.Context;
import java.util.Locale;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Which decisions are asked for. A part that is empty does not choose. Immutable.
 *
 * @param who subject, client, actor or approver, a part of it
 * @param what tool, action, reason or change, a part of it
 */
record DecisionFilter(@Nullable Outcome outcome, String who, String what)
    implements Predicate<AuditEvent> {
  private static final int LONGEST = 100;

  static DecisionFilter of(Context ctx) {
    return new DecisionFilter(
        switch (text(ctx, "outcome")) {
          case "allowed" -> Outcome.ALLOWED;
          case "denied" -> Outcome.DENIED;
          default -> null;
        },
        text(ctx, "who"),
        text(ctx, "what"));
  }

  @Override
  public boolean test(AuditEvent event) {
    return (outcome == null || event.outcome() == outcome)
        && (holds(who, event.subject())
            || holds(who, event.client())
            || holds(who, event.actor())
            || holds(who, event.approver()))
        && (holds(what, event.tool())
            || holds(what, event.action())
            || holds(what, event.reason())
            || holds(what, event.change()));
  }

  private static boolean holds(String part, @Nullable String text) {
    return part.isEmpty()
        || (text != null && text.toLowerCase(Locale.ROOT).contains(part.toLowerCase(Locale.ROOT)));
  }

  private static String text(Context ctx, String name) {
    var given = ctx.queryParam(name);
    return given == null ? "" : OneLine.of(given.strip(), LONGEST);
  }
}
