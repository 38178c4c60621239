package dev.rolegate.mcp.approval;

import static dev.rolegate.mcp.approval.Html.all;
import static dev.rolegate.mcp.approval.Html.el;

import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * Sends a browser to the token service to sign in, and takes it back: with the state that it left
 * with, so that nobody is signed in by a link of somebody else, and a code that works once.
 */
final class SignIn {
  private static final Duration LIFE_OF_STATE = Duration.ofMinutes(10);
  private static final Pattern CODE = Pattern.compile("[A-Za-z0-9_.~-]{16,256}");
  private static final SecureRandom RANDOM = new SecureRandom();

  private final ApprovalSite site;
  private final Cookies cookies;
  private final SignInCodes codes;
  private final Visitor.Desk desk;
  private final PageAnswer answer;
  private final Messages messages;
  private final InstantSource clock;

  SignIn(
      ApprovalSite site,
      Cookies cookies,
      SignInCodes codes,
      Visitor.Desk desk,
      PageAnswer answer,
      Messages messages,
      InstantSource clock) {
    this.site = site;
    this.cookies = cookies;
    this.codes = codes;
    this.desk = desk;
    this.answer = answer;
    this.messages = messages;
    this.clock = clock;
  }

  /** Here, at the address that the browser will come back to, whichever it asked. */
  void askForIt(Context ctx, String changeId) {
    answer.redirect(
        ctx, site.url() + "/sign-in" + (changeId.isEmpty() ? "" : "?change=" + changeId));
  }

  void begin(Context ctx) {
    var bytes = new byte[16];
    RANDOM.nextBytes(bytes);
    var state = HexFormat.of().formatHex(bytes);
    var change = ctx.queryParam("change");
    cookies.keepState(
        ctx,
        change != null && ApprovalSite.isChangeId(change) ? state + "." + change : state,
        LIFE_OF_STATE);
    answer.redirect(ctx, site.signIn(state));
  }

  void comeBack(Context ctx) {
    var kept = cookies.state(ctx);
    var state = ctx.queryParam("state");
    var code = ctx.queryParam("code");
    if (kept == null || state == null || code == null || !isSame(kept, state)) {
      messages.signInAgain(
          ctx, 400, "This sign-in was not begun in this browser, or too long ago.");
      return;
    }
    cookies.dropState(ctx);
    if (!CODE.matcher(code).matches()) {
      messages.signInAgain(ctx, 400, "The code of the sign-in is not well-formed.");
      return;
    }
    switch (codes.redeem(code)) {
      case SignInCodes.Redeemed.Refused _ ->
          messages.signInAgain(ctx, 401, "The code of the sign-in was used, or is too old.");
      case SignInCodes.Redeemed.Unavailable _ ->
          messages.later(ctx, "The token service cannot be asked who signed in.");
      case SignInCodes.Redeemed.Token(var token) -> welcome(ctx, token, target(kept));
    }
  }

  private void welcome(Context ctx, String token, String path) {
    switch (desk.of(token)) {
      case Visitor.Nobody _ ->
          messages.signInAgain(ctx, 401, "The sign-in is not one that this server accepts.");
      case Visitor.Undecided(var why) -> messages.later(ctx, why);
      case Visitor.SignedIn(var session) -> {
        var approver = session.approver();
        cookies.keepSession(ctx, token, Duration.between(clock.instant(), approver.expiresAt()));
        // Not a redirect: the strict cookie would be left out of it where another site began it.
        answer.write(
            ctx,
            200,
            new Layout(site)
                .leadingTo(
                    path,
                    "Signed in",
                    all(
                        el("h1", "You are signed in"),
                        el("p", el("a", "Continue to the changes").with("href", path)))));
      }
    }
  }

  void signOut(Context ctx, Session session) {
    desk.end(session);
    cookies.dropSession(ctx);
    answer.redirect(ctx, site.path("signed-out"));
  }

  private String target(String kept) {
    var dot = kept.indexOf('.');
    var change = dot < 0 ? "" : kept.substring(dot + 1);
    return ApprovalSite.isChangeId(change) ? site.path(change) : site.path();
  }

  private static boolean isSame(String kept, String state) {
    var dot = kept.indexOf('.');
    var expected = dot < 0 ? kept : kept.substring(0, dot);
    return MessageDigest.isEqual(
        expected.getBytes(StandardCharsets.UTF_8), state.getBytes(StandardCharsets.UTF_8));
  }
}
