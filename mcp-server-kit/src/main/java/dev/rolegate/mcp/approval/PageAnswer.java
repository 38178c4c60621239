package dev.rolegate.mcp.approval;

import dev.rolegate.auth.http.HttpConfig;
import dev.rolegate.mcp.approval.Html.Element;
import io.javalin.http.Context;

/** What every answer of the page carries: nothing runs, nothing is framed, nothing is kept. */
final class PageAnswer {
  private final String policy;

  PageAnswer(ApprovalSite site) {
    this.policy =
        "default-src 'none'; style-src 'self'; img-src 'none'; form-action 'self' "
            + HttpConfig.origin(site.issuer())
            + "; frame-ancestors 'none'; base-uri 'none'";
  }

  void write(Context ctx, int status, Element page) {
    headers(ctx);
    ctx.status(status);
    ctx.contentType("text/html; charset=utf-8");
    ctx.result(Html.page(page));
  }

  /** 303, so that what follows is a {@code GET} and a reload repeats nothing. */
  void redirect(Context ctx, String url) {
    headers(ctx);
    ctx.status(303);
    ctx.header("Location", url);
  }

  private void headers(Context ctx) {
    ctx.header("Content-Security-Policy", policy);
    ctx.header("Cache-Control", "no-store");
    // The origin alone: without it, a browser would say that our own forms come from nowhere.
    ctx.header("Referrer-Policy", "strict-origin");
    ctx.header("X-Frame-Options", "DENY");
    ctx.header("Cross-Origin-Opener-Policy", "same-origin");
    ctx.header("Cross-Origin-Resource-Policy", "same-origin");
  }
}
