package dev.rolegate.mcp.approval;

import io.javalin.http.Context;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether a form was sent by the page itself (CSRF): the browser says from which origin, the form
 * carries what only this session knows, and the cookie is strict. Each would do alone. Immutable.
 */
final class FormGuard {
  /** The name of the hidden field. */
  static final String FIELD = "form_token";

  private final String origin;

  FormGuard(ApprovalSite site) {
    this.origin = site.origin();
  }

  /** A sentence that says what is wrong, or null: the page sent it. */
  @Nullable String refusal(Context ctx, Session session) {
    var type = ctx.contentType();
    if (type == null || !type.matches("(?i)application/x-www-form-urlencoded([ \t]*;.*)?")) {
      return "Send the form of the approval page.";
    }
    if (!Collections.list(ctx.req().getHeaders("Origin")).equals(List.of(origin))) {
      return "The form was not sent by this page. Open the change here and decide again.";
    }
    var sent = ctx.formParams(FIELD);
    return sent.size() == 1 && session.hasSent(sent.getFirst())
        ? null
        : "The form is of another sign-in. Open the change here and decide again.";
  }
}
