package dev.rolegate.token;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.rolegate.auth.AuditUnavailable;
import dev.rolegate.auth.config.Secret;
import dev.rolegate.auth.http.Problem;
import dev.rolegate.auth.http.Problems;
import dev.rolegate.token.approver.ApprovalPage;
import dev.rolegate.token.approver.ApprovalPages;
import dev.rolegate.token.approver.ApproverSessions;
import dev.rolegate.token.approver.ApproverToken;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * {@code POST /approvers/token}: a person signs in with a program of its own, by account and
 * password and by nothing else. Thread-safe.
 */
final class ApproverTokenEndpoint implements Handler {
  private static final List<String> MEMBERS = List.of("account", "password", "server");

  private final ApprovalPages pages;
  private final SignInDesk desk;
  private final ApproverSessions sessions;

  ApproverTokenEndpoint(ApprovalPages pages, SignInDesk desk, ApproverSessions sessions) {
    this.pages = pages;
    this.desk = desk;
    this.sessions = sessions;
  }

  @Override
  public void handle(Context ctx) throws IOException, AuditUnavailable {
    var tooMany = desk.arriving(ctx);
    if (tooMany != null) {
      Problems.write(ctx, tooMany);
    } else if (!ClientRequest.headers(ctx, "Authorization").isEmpty()) {
      Problems.write(
          ctx,
          Problem.invalidRequest(
              "Approvers sign in by account and password in the body; no credential of a client"
                  + " does it. Leave Authorization out."));
    } else {
      switch (TextMembers.read(ctx, MEMBERS)) {
        case TextMembers.Reading.Refused(var problem) -> Problems.write(ctx, problem);
        case TextMembers.Reading.Read(var members) -> signIn(ctx, members);
      }
    }
  }

  private void signIn(Context ctx, TextMembers members) throws AuditUnavailable {
    var page = pages.find(members.get("server"));
    if (page == null) {
      Problems.write(ctx, unknownServer(pages));
      return;
    }
    switch (desk.attempt(ctx, members.get("account"), Secret.of(members.get("password")))) {
      case SignInDesk.Outcome.Refused(var problem) -> Problems.write(ctx, problem);
      case SignInDesk.Outcome.SignedIn(var approver, var times) -> {
        var token = sessions.begin(approver, page, times);
        if (token == null) {
          Problems.write(ctx, desk.changed(ctx, approver).problem());
        } else {
          desk.signedIn(ctx, approver, "token_for_" + page.server());
          write(ctx, page, token);
        }
      }
    }
  }

  static Problem unknownServer(ApprovalPages pages) {
    return Problem.invalidRequest(
        "There is no approval page of that server; name one of these: " + pages.names() + ".");
  }

  private static void write(Context ctx, ApprovalPage page, ApproverToken token) {
    var body = JsonNodeFactory.instance.objectNode();
    body.put("token", token.compact()).put("expires_in", token.lifetime().toSeconds());
    body.putArray("servers").addObject().put("name", page.server()).put("approvals", page.url());
    ctx.header("Cache-Control", "no-store");
    ctx.contentType("application/json");
    ctx.result(body.toString().getBytes(StandardCharsets.UTF_8));
  }
}
