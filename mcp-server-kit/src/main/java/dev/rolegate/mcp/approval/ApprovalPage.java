package dev.rolegate.mcp.approval;

import dev.rolegate.auth.Decision;
import dev.rolegate.auth.http.RequestId;
import dev.rolegate.auth.text.OneLine;
import dev.rolegate.mcp.approval.Layout.Place;
import dev.rolegate.mcp.change.Approvals;
import dev.rolegate.mcp.change.Approvals.Ruling;
import dev.rolegate.mcp.change.Change;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.function.Function;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a person sees and does once it has signed in. Thread-safe. */
final class ApprovalPage {
  private static final Logger log = LoggerFactory.getLogger(ApprovalPage.class);
  private static final int MOST_ENDED = 15;
  private static final int LONGEST_REASON = 500;

  private final ApprovalSite site;
  private final Approvals approvals;
  private final Decisions decisions;
  private final Visitor.Desk desk;
  private final SignIn signIn;
  private final PageAnswer answer;
  private final Layout layout;
  private final Messages messages;
  private final FormGuard forms;
  private final InstantSource clock;

  ApprovalPage(
      ApprovalSite site,
      Approvals approvals,
      Decisions decisions,
      Visitor.Desk desk,
      SignIn signIn,
      PageAnswer answer,
      Layout layout,
      Messages messages,
      InstantSource clock) {
    this.site = site;
    this.approvals = approvals;
    this.decisions = decisions;
    this.desk = desk;
    this.signIn = signIn;
    this.answer = answer;
    this.layout = layout;
    this.messages = messages;
    this.forms = new FormGuard(site);
    this.clock = clock;
  }

  /** Shows something to whoever signed in, and lets all others sign in. */
  private interface Shows {
    void to(Session session, Context ctx);
  }

  Handler list() {
    return shown(this::list);
  }

  Handler one() {
    return shown(this::one);
  }

  Handler decisions() {
    return shown(this::decisions);
  }

  Handler approve() {
    return sent((session, ctx) ->
        decide(ctx, id -> approvals.approve(id, session.approver(), RequestId.of(ctx))));
  }

  Handler decline() {
    return sent((session, ctx) ->
        decide(
            ctx, id -> approvals.decline(id, session.approver(), reason(ctx), RequestId.of(ctx))));
  }

  Handler signOut() {
    return sent((session, ctx) -> signIn.signOut(ctx, session));
  }

  private void list(Session session, Context ctx) {
    var approver = session.approver();
    var decided = ctx.queryParam("decided");
    var pending = approvals.pending(approver);
    var now = clock.instant();
    var content =
        new ChangesPage(new ChangeCard(site, session, now, false))
            .of(
                pending,
                approvals.ended(approver, MOST_ENDED),
                decided == null || !ApprovalSite.isChangeId(decided)
                    ? null
                    : ended(approvals.find(decided, approver)));
    answer.write(
        ctx,
        200,
        layout.page(
            ChangesPage.title(pending.size()),
            session,
            Place.CHANGES,
            seesDecisions(session),
            now,
            content));
  }

  private void one(Session session, Context ctx) {
    var id = ctx.pathParam("id");
    var change = ApprovalSite.isChangeId(id) ? approvals.find(id, session.approver()) : null;
    if (change == null) {
      messages.notFound(ctx);
      return;
    }
    var now = clock.instant();
    answer.write(
        ctx,
        200,
        layout.page(
            OneLine.of(change.title(), 120) + ", " + change.id(),
            session,
            Place.ELSEWHERE,
            seesDecisions(session),
            now,
            new ChangeCard(site, session, now, true).of(change)));
  }

  private void decisions(Session session, Context ctx) {
    switch (decisions.mayBeSeenBy(session.approver().jobRole())) {
      case Decision.Denied denied -> messages.notPermitted(ctx, denied.explanation());
      case Decision.Allowed _ -> {
        var filter = DecisionFilter.of(ctx);
        var now = clock.instant();
        answer.write(
            ctx,
            200,
            layout.page(
                "Recent decisions",
                session,
                Place.DECISIONS,
                true,
                now,
                new DecisionsPage(site, now)
                    .of(filter, decisions.last(DecisionsPage.MOST, filter))));
      }
    }
  }

  private void decide(Context ctx, Function<String, Ruling> decision) {
    var id = ctx.pathParam("id");
    if (!ApprovalSite.isChangeId(id)) {
      messages.notFound(ctx);
      return;
    }
    switch (decision.apply(id)) {
      case Ruling.Refused refused -> messages.refused(ctx, refused);
      case Ruling.Decided(var change) ->
          answer.redirect(ctx, site.path() + "?decided=" + change.id());
    }
  }

  private Handler shown(Shows what) {
    return ctx ->
        guarded(
            ctx,
            () -> {
              switch (desk.of(ctx)) {
                case Visitor.SignedIn(var session) -> what.to(session, ctx);
                case Visitor.Nobody _ -> {
                  var id = ctx.pathParamMap().getOrDefault("id", "");
                  signIn.askForIt(ctx, ApprovalSite.isChangeId(id) ? id : "");
                }
                case Visitor.Undecided(var why) -> messages.later(ctx, why);
              }
            });
  }

  private Handler sent(Shows what) {
    return ctx ->
        guarded(
            ctx,
            () -> {
              switch (desk.of(ctx)) {
                case Visitor.SignedIn(var session) -> {
                  var refusal = forms.refusal(ctx, session);
                  if (refusal == null) {
                    what.to(session, ctx);
                  } else {
                    messages.notPermitted(ctx, refusal);
                  }
                }
                case Visitor.Nobody _ ->
                    messages.signInAgain(
                        ctx, 401, "Your sign-in has ended, and nothing was decided.");
                case Visitor.Undecided(var why) -> messages.later(ctx, why);
              }
            });
  }

  private void guarded(Context ctx, Runnable work) {
    try {
      work.run();
    } catch (JdbiException | UncheckedIOException e) {
      log.error("the approval page cannot answer: the database or the disk fails", e);
      messages.later(
          ctx,
          "What is kept here cannot be read now. Look at the change again before you decide again.");
    }
  }

  private boolean seesDecisions(Session session) {
    return decisions.mayBeSeenBy(session.approver().jobRole()) instanceof Decision.Allowed;
  }

  private static @Nullable String reason(Context ctx) {
    var reason = ctx.formParam("reason");
    var stripped = reason == null ? "" : reason.replace("\r\n", "\n").strip();
    return stripped.isEmpty() ? null : stripped.substring(0, OneLine.cut(stripped, LONGEST_REASON));
  }

  private static @Nullable Change ended(@Nullable Change change) {
    return change == null || change.ending() == null ? null : change;
  }
}
