package dev.rolegate.token;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.rolegate.auth.AuditUnavailable;
import dev.rolegate.auth.config.Secret;
import dev.rolegate.auth.http.Problem;
import dev.rolegate.auth.http.Problems;
import dev.rolegate.auth.revocation.FeedToken;
import dev.rolegate.token.approver.ApprovalPages;
import dev.rolegate.token.approver.ApproverSessions;
import dev.rolegate.token.revocation.Revocations;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * {@code POST /internal/approver-codes}: a server that a browser came back to redeems its code for
 * the token of the approver. The token never is in a URL. Thread-safe.
 */
final class ApproverCodeEndpoint implements Handler {
  private static final List<String> MEMBERS = List.of("code", "server");

  private final ApprovalPages pages;
  private final FeedToken feedToken;
  private final ApproverSessions sessions;
  private final Revocations revocations;
  private final ApproverAudit audit;

  ApproverCodeEndpoint(
      ApprovalPages pages,
      FeedToken feedToken,
      ApproverSessions sessions,
      Revocations revocations,
      ApproverAudit audit) {
    this.pages = pages;
    this.feedToken = feedToken;
    this.sessions = sessions;
    this.revocations = revocations;
    this.audit = audit;
  }

  @Override
  public void handle(Context ctx) throws IOException, AuditUnavailable {
    var authorizations = ClientRequest.headers(ctx, "Authorization");
    if (!feedToken.isIn(authorizations)) {
      audit.denied(
          ctx,
          ApproverAudit.CODE,
          null,
          authorizations.isEmpty() ? "no_credential" : "wrong_credential");
      Problems.write(
          ctx,
          new Problem(401, "unauthorized", "Send the feed's token: Authorization: Bearer TOKEN.")
              .with("WWW-Authenticate", "Bearer realm=\"revocations\""));
      return;
    }
    switch (TextMembers.read(ctx, MEMBERS)) {
      case TextMembers.Reading.Refused(var problem) -> Problems.write(ctx, problem);
      case TextMembers.Reading.Read(var members) -> redeem(ctx, members);
    }
  }

  private void redeem(Context ctx, TextMembers members) throws AuditUnavailable {
    var page = pages.find(members.get("server"));
    if (page == null) {
      Problems.write(ctx, ApproverTokenEndpoint.unknownServer(pages));
      return;
    }
    var times = revocations.issueTimes();
    switch (sessions.redeem(Secret.of(members.get("code")), page, times)) {
      case ApproverSessions.Redemption.Worthless(var reason, var meant) -> {
        audit.denied(ctx, ApproverAudit.CODE, meant, reason);
        Problems.write(
            ctx,
            new Problem(
                400,
                "invalid_code",
                "The code is unknown, used, expired or for another server; sign in again."));
      }
      case ApproverSessions.Redemption.Redeemed(var approver, var token) -> {
        audit.allowed(ctx, ApproverAudit.CODE, approver, "code_redeemed_by_" + page.server());
        var body = JsonNodeFactory.instance.objectNode();
        body.put("token", token.compact()).put("expires_in", token.lifetime().toSeconds());
        ctx.header("Cache-Control", "no-store");
        ctx.contentType("application/json");
        ctx.result(body.toString().getBytes(StandardCharsets.UTF_8));
      }
    }
  }
}
