package dev.rolegate.token;

import dev.rolegate.auth.http.Problem;
import dev.rolegate.token.approver.ApprovalPage;
import dev.rolegate.token.approver.ApproverAccount;
import io.javalin.http.Context;
import java.net.URI;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The page that a person signs in on, written here, without a script, an image or anybody else's
 * server. Whatever a request brought stands in it as text. Thread-safe.
 */
final class SignInPage {
  static final String STYLE = "/approvers/style.css";

  private SignInPage() {}

  /**
   * Writes the form.
   *
   * @param state has the form of {@link SignInState}
   * @param typed what stood in the field for the account; null: nothing yet
   * @param problem what became of the last attempt; null: there was none
   */
  static void form(
      Context ctx,
      ApprovalPage page,
      String state,
      @Nullable String typed,
      @Nullable Problem problem) {
    // Nothing that could not be an account comes back: people type passwords there.
    var account = typed == null ? null : ApproverAccount.named(typed);
    var filled = account == null ? "" : account;
    var alert =
        problem == null
            ? ""
            : "<p class=\"alert\" role=\"alert\">" + escaped(problem.description()) + "</p>";
    var body =
        """
        <p>You sign in to release changes on <strong>%s</strong>.</p>
        %s
        <form method="post" action="/approvers/sign-in">
          <input type="hidden" name="server" value="%s">
          <input type="hidden" name="state" value="%s">
          <label for="account">Account</label>
          <input id="account" name="account" type="text" value="%s" required maxlength="64"
            autocomplete="username" autocapitalize="none" spellcheck="false"%s>
          <label for="password">Password</label>
          <input id="password" name="password" type="password" required maxlength="1024"
            autocomplete="current-password"%s>
          <button type="submit">Sign in</button>
        </form>
        <p class="note">This is for people. The credential of a client does not sign in here.</p>
        """
            .formatted(
                escaped(page.server()),
                alert,
                escaped(page.server()),
                escaped(state),
                escaped(filled),
                filled.isEmpty() ? " autofocus" : "",
                filled.isEmpty() ? "" : " autofocus");
    write(ctx, problem, body, " " + origin(page.url()));
  }

  /** Says what is wrong where there is no form to fill in. */
  static void refusal(Context ctx, Problem problem) {
    var body = "<p class=\"alert\" role=\"alert\">" + escaped(problem.description()) + "</p>\n";
    write(ctx, problem, body, "");
  }

  private static void write(
      Context ctx, @Nullable Problem problem, String body, String formTarget) {
    if (problem != null) {
      ctx.status(problem.status());
      problem.headers().forEach(ctx::header);
    }
    protect(ctx);
    // A browser also asks it about where the answer to a form leads.
    ctx.header(
        "Content-Security-Policy",
        "default-src 'none'; style-src 'self'; form-action 'self'"
            + formTarget
            + "; frame-ancestors 'none'; base-uri 'none'");
    ctx.contentType("text/html; charset=utf-8");
    ctx.result(
        """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <title>Sign in – Rolegate</title>
        <link rel="stylesheet" href="%s">
        </head>
        <body>
        <main>
        <h1>Sign in</h1>
        %s</main>
        </body>
        </html>
        """
            .formatted(STYLE, body));
  }

  /** What holds for every answer to a browser. */
  static void protect(Context ctx) {
    ctx.header("Cache-Control", "no-store");
    // Not no-referrer: a form would then be sent with no origin to look at.
    ctx.header("Referrer-Policy", "same-origin");
    ctx.header("X-Frame-Options", "DENY");
    ctx.header("Cross-Origin-Opener-Policy", "same-origin");
  }

  private static String origin(String url) {
    var parsed = URI.create(url);
    return parsed.getScheme() + "://" + Objects.requireNonNull(parsed.getRawAuthority());
  }

  /** As text or as an attribute's value in double quotes. */
  static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
