package dev.rolegate.mcp.approval;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolegate.auth.Approver;
import dev.rolegate.auth.ApproverVerification;
import dev.rolegate.auth.StrictJson;
import dev.rolegate.auth.http.Problem;
import dev.rolegate.auth.http.Problems;
import dev.rolegate.auth.http.RequestId;
import dev.rolegate.mcp.change.Approvals;
import dev.rolegate.mcp.change.Approvals.Ruling;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The same for programs of approvers, such as our command: JSON in and out, and the approver's
 * token in {@code Authorization}. No cookie counts here. Thread-safe.
 */
final class ApprovalApi {
  private static final Logger log = LoggerFactory.getLogger(ApprovalApi.class);
  private static final int MOST_BYTES = 16 * 1024;
  private static final int LONGEST_REASON = 500;
  private static final StrictJson JSON = new StrictJson(MOST_BYTES, 8 * 1024, 64);

  private final Approvals approvals;
  private final Function<String, ApproverVerification> approvers;

  ApprovalApi(Approvals approvals, Function<String, ApproverVerification> approvers) {
    this.approvals = approvals;
    this.approvers = approvers;
  }

  /** Answers one operation. */
  private interface Operation {
    void answer(Context ctx, Approver approver, ObjectNode body);
  }

  Handler pending() {
    return operation(
        Set.of(),
        (ctx, approver, _) -> {
          var answer = JsonNodeFactory.instance.objectNode();
          var changes = answer.putArray("changes");
          approvals.pending(approver).forEach(change -> changes.add(ChangeJson.of(change)));
          write(ctx, answer);
        });
  }

  Handler approve() {
    return operation(
        Set.of("id"),
        (ctx, approver, body) ->
            rule(ctx, body, id -> approvals.approve(id, approver, RequestId.of(ctx))));
  }

  Handler decline() {
    return operation(
        Set.of("id", "reason"),
        (ctx, approver, body) -> {
          var reason = body.get("reason");
          if (reason != null
              && !(reason.isTextual() && reason.textValue().length() <= LONGEST_REASON)) {
            Problems.write(
                ctx,
                Problem.invalidRequest(
                    "Give reason as a text of at most " + LONGEST_REASON + " characters."));
            return;
          }
          var said = reason == null || reason.textValue().isBlank() ? null : reason.textValue();
          rule(ctx, body, id -> approvals.decline(id, approver, said, RequestId.of(ctx)));
        });
  }

  private static void rule(Context ctx, ObjectNode body, Function<String, Ruling> decision) {
    var id = body.path("id").asText("");
    if (!body.path("id").isTextual() || !ApprovalSite.isChangeId(id)) {
      Problems.write(ctx, Problem.invalidRequest("Give id, for example CHG-HR-7K3M9QXA."));
      return;
    }
    switch (decision.apply(id)) {
      case Ruling.Decided(var change) -> {
        var answer = JsonNodeFactory.instance.objectNode();
        answer.set("change", ChangeJson.of(change));
        write(ctx, answer);
      }
      case Ruling.Refused refused -> {
        var status = Refusals.status(refused);
        var problem = new Problem(status, refused.code(), refused.explanation());
        Problems.write(ctx, status == 503 ? problem.with("Retry-After", "5") : problem);
      }
    }
  }

  private Handler operation(Set<String> members, Operation operation) {
    return ctx -> {
      switch (approver(ctx)) {
        case ApproverVerification.Verified(var approver) -> {
          var body = body(ctx, members);
          if (body != null) {
            answer(ctx, approver, body, operation);
          }
        }
        case ApproverVerification.Refused _ ->
            Problems.write(
                ctx,
                new Problem(
                        401,
                        "unauthorized",
                        "Sign in as an approver: POST /approvers/token at the token service, and"
                            + " send its token: Authorization: Bearer TOKEN.")
                    .with("WWW-Authenticate", "Bearer realm=\"approvals\""));
        case ApproverVerification.Undecided(_, var why) ->
            Problems.write(
                ctx, new Problem(503, "temporarily_unavailable", why).with("Retry-After", "5"));
      }
    };
  }

  private static void answer(Context ctx, Approver approver, ObjectNode body, Operation operation) {
    try {
      operation.answer(ctx, approver, body);
    } catch (JdbiException e) {
      log.error("the approval API cannot answer: the database fails", e);
      Problems.write(ctx, Problem.ofStatus(503));
    }
  }

  private ApproverVerification approver(Context ctx) {
    var headers = Collections.list(ctx.req().getHeaders("Authorization"));
    var only = headers.size() == 1 ? headers.getFirst() : "";
    return approvers.apply(
        only.regionMatches(true, 0, "Bearer ", 0, 7) ? only.substring(7).strip() : "");
  }

  private static @Nullable ObjectNode body(Context ctx, Set<String> members) throws IOException {
    var type = ctx.contentType();
    if (type == null || !type.matches("(?i)application/json([ \t]*;[ \t]*charset=utf-8)?")) {
      Problems.write(ctx, Problem.ofStatus(415));
      return null;
    }
    if (!(JSON.read(ctx.req().getInputStream().readNBytes(MOST_BYTES + 1))
            instanceof StrictJson.Reading.Read(var body))
        || !members.containsAll(names(body))) {
      Problems.write(
          ctx,
          Problem.invalidRequest(
              "Send one JSON object in UTF-8 of at most 16 KiB, each member once, with nothing but: "
                  + (members.isEmpty()
                      ? "no member at all"
                      : String.join(", ", members.stream().sorted().toList()))
                  + "."));
      return null;
    }
    return body;
  }

  private static List<String> names(ObjectNode body) {
    return body.properties().stream().map(Map.Entry::getKey).toList();
  }

  private static void write(Context ctx, ObjectNode answer) {
    ctx.status(200);
    ctx.header("Cache-Control", "no-store");
    ctx.contentType("application/json");
    ctx.result(answer.toString().getBytes(StandardCharsets.UTF_8));
  }
}
