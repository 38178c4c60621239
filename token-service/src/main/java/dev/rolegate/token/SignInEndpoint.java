package dev.rolegate.token;

import dev.rolegate.auth.AuditUnavailable;
import dev.rolegate.auth.config.Secret;
import dev.rolegate.auth.http.Problem;
import dev.rolegate.token.RequestBody.Malformed;
import dev.rolegate.token.RequestBody.Parameters;
import dev.rolegate.token.approver.ApprovalPage;
import dev.rolegate.token.approver.ApprovalPages;
import dev.rolegate.token.approver.ApproverSessions;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code /approvers/sign-in}: a person signs in with a browser, which then goes to the approval
 * page of the server that it came from and nowhere else, with a code that works once. No cookie is
 * set here. Thread-safe.
 */
final class SignInEndpoint {
  private final ApprovalPages pages;
  private final SignInDesk desk;
  private final ApproverSessions sessions;

  SignInEndpoint(ApprovalPages pages, SignInDesk desk, ApproverSessions sessions) {
    this.pages = pages;
    this.desk = desk;
    this.sessions = sessions;
  }

  /** {@code GET}: the form. */
  void show(Context ctx) {
    var asked = ctx.queryParamMap();
    if (!List.of("server", "state").containsAll(asked.keySet())
        || asked.values().stream().anyMatch(values -> values.size() != 1)) {
      SignInPage.refusal(ctx, lost());
      return;
    }
    var page = pages.find(ctx.queryParam("server"));
    var state = ctx.queryParam("state");
    if (page == null || state == null || !SignInState.isFit(state)) {
      SignInPage.refusal(ctx, lost());
    } else {
      SignInPage.form(ctx, page, state, null, null);
    }
  }

  /** {@code POST}: the attempt. */
  void submit(Context ctx) throws IOException, AuditUnavailable {
    var refused = refusal(ctx);
    if (refused != null) {
      SignInPage.refusal(ctx, refused);
      return;
    }
    var bytes = ClientRequest.body(ctx);
    if (bytes == null) {
      SignInPage.refusal(ctx, Problem.ofStatus(413));
      return;
    }
    switch (FormBody.parse(bytes)) {
      case Malformed(var why) -> SignInPage.refusal(ctx, why.problem());
      case Parameters form -> submit(ctx, form);
    }
  }

  private @Nullable Problem refusal(Context ctx) throws AuditUnavailable {
    var tooMany = desk.arriving(ctx);
    if (tooMany != null) {
      return tooMany;
    }
    // The front gate has refused foreign origins; a browser that tells none still tells this.
    var site = ctx.header("Sec-Fetch-Site");
    if (site != null && !site.equals("same-origin")) {
      return new Problem(
          403, "origin_not_allowed", "Sign in on the page of this service, not on another's.");
    }
    var types = ClientRequest.headers(ctx, "Content-Type");
    if (types.size() != 1
        || !types
            .getFirst()
            .matches("(?i)application/x-www-form-urlencoded([ \t]*;[ \t]*charset=utf-8)?")) {
      return Problem.ofStatus(415);
    }
    return ctx.queryString() == null && ClientRequest.headers(ctx, "Authorization").isEmpty()
        ? null
        : Problem.invalidRequest("Sign in by the form alone.");
  }

  private void submit(Context ctx, Parameters form) throws AuditUnavailable {
    var page = pages.find(form.one("server"));
    var state = form.one("state");
    if (page == null || state == null || !SignInState.isFit(state)) {
      SignInPage.refusal(ctx, lost());
      return;
    }
    var account = form.one("account");
    var password = form.one("password");
    if (account == null || password == null) {
      SignInPage.form(
          ctx,
          page,
          state,
          account,
          Problem.invalidRequest("Fill in both the account and its password."));
      return;
    }
    switch (desk.attempt(ctx, account, Secret.of(password))) {
      case SignInDesk.Outcome.Refused(var problem) ->
          SignInPage.form(ctx, page, state, account, problem);
      case SignInDesk.Outcome.SignedIn signedIn -> sendBack(ctx, page, state, signedIn);
    }
  }

  private void sendBack(
      Context ctx, ApprovalPage page, String state, SignInDesk.Outcome.SignedIn signedIn)
      throws AuditUnavailable {
    var approver = signedIn.approver();
    var code = sessions.code(approver, page, signedIn.times());
    if (code == null) {
      SignInPage.form(ctx, page, state, null, desk.changed(ctx, approver).problem());
      return;
    }
    desk.signedIn(ctx, approver, "code_for_" + page.server());
    SignInPage.protect(ctx);
    ctx.header("Referrer-Policy", "no-referrer");
    ctx.header("Location", page.url() + "/session?code=" + code.text() + "&state=" + state);
    ctx.status(303);
  }

  private Problem lost() {
    return Problem.invalidRequest(
        "This page must be reached from an approval page; open that of your server ("
            + pages.names()
            + ") and sign in from there.");
  }
}
