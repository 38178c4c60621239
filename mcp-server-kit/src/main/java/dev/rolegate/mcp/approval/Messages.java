package dev.rolegate.mcp.approval;

import static dev.rolegate.mcp.approval.Html.all;
import static dev.rolegate.mcp.approval.Html.el;
import static dev.rolegate.mcp.approval.Html.text;

import dev.rolegate.auth.http.RequestId;
import dev.rolegate.mcp.change.Approvals.Ruling;
import io.javalin.http.Context;

/** Pages that say why there is no other: what happened, and what to do. */
final class Messages {
  private final ApprovalSite site;
  private final PageAnswer answer;
  private final Layout layout;

  Messages(ApprovalSite site, PageAnswer answer, Layout layout) {
    this.site = site;
    this.answer = answer;
    this.layout = layout;
  }

  void signInAgain(Context ctx, int status, String why) {
    write(ctx, status, "Sign in again", why, "Sign in", site.url() + "/sign-in");
  }

  void signedOut(Context ctx) {
    write(
        ctx,
        200,
        "You are signed out",
        "This sign-in opens nothing here any more.",
        "Sign in",
        site.url() + "/sign-in");
  }

  void later(Context ctx, String why) {
    ctx.header("Retry-After", "5");
    write(ctx, 503, "Try again shortly", why, "Try again", site.path());
  }

  void notFound(Context ctx) {
    write(
        ctx,
        404,
        "There is no such change for you",
        "It does not exist, or it is not one that you may approve.",
        "All changes",
        site.path());
  }

  void notPermitted(Context ctx, String why) {
    write(ctx, 403, "Not permitted", why, "All changes", site.path());
  }

  /** Nothing was decided. */
  void refused(Context ctx, Ruling.Refused refused) {
    var status = Refusals.status(refused);
    if (status == 503) {
      ctx.header("Retry-After", "5");
    }
    write(ctx, status, "Nothing was decided", refused.explanation(), "All changes", site.path());
  }

  private void write(Context ctx, int status, String title, String why, String next, String url) {
    answer.write(
        ctx,
        status,
        layout.page(
            title,
            el(
                    "div",
                    el("h1", title),
                    el("p", Shown.line(why, 600)),
                    el("p", el("a", next).as("button").with("href", url)),
                    status < 400
                        ? all()
                        : el("p", all(text("Request "), el("code", RequestId.of(ctx)))).as("muted"))
                .as("message")));
  }
}
