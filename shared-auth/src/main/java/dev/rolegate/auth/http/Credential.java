package dev.rolegate.auth.http;

import io.javalin.http.Context;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;

/** What a request presents as its credential (RFC 6750 §2.1), before anything is verified. */
sealed interface Credential {
  /** Nothing that this server reads; a token in the query counts for nothing. */
  record Absent(String reason) implements Credential {}

  /** More than one, or not of the form {@code Bearer TOKEN}: 400. */
  record Unusable(String reason, String description) implements Credential {}

  /** One token, as sent. */
  record Token(String text) implements Credential {
    @Override
    public String toString() {
      return "Token[redacted]";
    }
  }

  /** Reads the request's headers and query; never its body. */
  static Credential of(Context ctx) {
    var headers = Collections.list(ctx.req().getHeaders("Authorization"));
    var query = ctx.req().getQueryString();
    var inQuery = query != null && holdsToken(query);
    if (headers.isEmpty()) {
      return new Absent(inQuery ? "token_in_query" : "no_credential");
    }
    if (headers.size() > 1) {
      return new Unusable("two_credentials", "Send exactly one Authorization header.");
    }
    var parsed = parse(headers.getFirst());
    if (parsed instanceof Absent) {
      return parsed;
    }
    if (inQuery) {
      return new Unusable("two_credentials", "Send the token in the header only, not in the URL.");
    }
    if (ctx.req().getHeader("X-API-Key") != null) {
      return new Unusable("two_credentials", "Send either a bearer token or an API key, not both.");
    }
    return parsed;
  }

  private static Credential parse(String header) {
    var space = header.indexOf(' ');
    var scheme = space < 0 ? header : header.substring(0, space);
    if (!scheme.equalsIgnoreCase("Bearer")) {
      return new Absent("other_scheme");
    }
    var token = space < 0 ? "" : header.substring(space).strip();
    if (token.isEmpty() || token.chars().anyMatch(Character::isWhitespace)) {
      return new Unusable(
          "authorization_malformed", "Send one token: Authorization: Bearer TOKEN.");
    }
    return new Token(token);
  }

  private static boolean holdsToken(String query) {
    for (var pair : query.split("&", -1)) {
      var end = pair.indexOf('=');
      if (decoded(end < 0 ? pair : pair.substring(0, end)).equals("access_token")) {
        return true;
      }
    }
    return false;
  }

  private static String decoded(String name) {
    try {
      return URLDecoder.decode(name, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return name;
    }
  }
}
