package dev.rolegate.mcp.approval;

import io.javalin.http.Context;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The two cookies of the page (RFC 6265bis). Servers of one machine share the names of all ports,
 * so each name says whose it is. Immutable.
 */
final class Cookies {
  private final String session;
  private final String state;
  private final String path;
  private final String secure;

  Cookies(ApprovalSite site) {
    // With this prefix no other host of the domain and no plain page can set one of that name.
    var prefix = site.isSecure() ? "__Host-" : "";
    this.session = prefix + "rolegate_approvals_" + site.server();
    this.state = prefix + "rolegate_sign_in_" + site.server();
    this.path = site.isSecure() ? "/" : site.path();
    this.secure = site.isSecure() ? "; Secure" : "";
  }

  /** The token of who signed in, or null: none, or more than one. */
  @Nullable String session(Context ctx) {
    return only(ctx, session);
  }

  /** What was remembered when the sign-in began. */
  @Nullable String state(Context ctx) {
    return only(ctx, state);
  }

  /** Strict: it comes only with requests that the page itself makes. */
  void keepSession(Context ctx, String token, Duration life) {
    set(ctx, session, token, life, "Strict");
  }

  /** Lax, since the sign-in page of another site leads back here. */
  void keepState(Context ctx, String value, Duration life) {
    set(ctx, state, value, life, "Lax");
  }

  void dropSession(Context ctx) {
    set(ctx, session, "", Duration.ZERO, "Strict");
  }

  void dropState(Context ctx) {
    set(ctx, state, "", Duration.ZERO, "Lax");
  }

  private void set(Context ctx, String name, String value, Duration life, String sameSite) {
    ctx.res()
        .addHeader(
            "Set-Cookie",
            name
                + "="
                + value
                + "; Path="
                + path
                + "; Max-Age="
                + Math.max(0, life.toSeconds())
                + "; HttpOnly; SameSite="
                + sameSite
                + secure);
  }

  private static @Nullable String only(Context ctx, String name) {
    var found = new ArrayList<String>();
    for (var header : Collections.list(ctx.req().getHeaders("Cookie"))) {
      for (var pair : List.of(header.split(";", -1))) {
        var equals = pair.indexOf('=');
        if (equals > 0 && pair.substring(0, equals).strip().equals(name)) {
          found.add(pair.substring(equals + 1).strip());
        }
      }
    }
    return found.size() == 1 && !found.getFirst().isEmpty() ? found.getFirst() : null;
  }
}
