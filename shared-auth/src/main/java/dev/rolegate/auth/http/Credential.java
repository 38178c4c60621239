package dev.rolegate.auth.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.javalin.http.Context;
import java.net.URLDecoder;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a request presents as its credential, before anything is verified: a token (RFC 6750 §2.1)
 * or, where there are some, an API key in a header of its own or by Basic (RFC 7617).
 */
sealed interface Credential {
  /** Nothing that this server reads; what stands in the query counts for nothing. */
  record Absent(String reason) implements Credential {}

  /** More than one, or not of its form: 400. */
  record Unusable(String reason, String description) implements Credential {}

  /** One token, as sent. */
  record Token(String text) implements Credential {
    @Override
    public String toString() {
      return "Token[redacted]";
    }
  }

  /**
   * One API key, as sent.
   *
   * @param id whose it is said to be; null: nothing was said
   */
  record Key(@Nullable String id, String text) implements Credential {
    @Override
    public String toString() {
      return "Key[redacted]";
    }
  }

  /** The header of an API key. */
  String API_KEY = "X-API-Key";

  /** Where people put keys who put them into URLs. */
  Set<String> KEYS_IN_QUERY = Set.of("api_key", "x-api-key", "x_api_key", "apikey", "key");

  int LONGEST_BASIC = 1024;

  /**
   * Reads the request's headers and query; never its body.
   *
   * @param keys whether API keys are read at all
   */
  static Credential of(Context ctx, boolean keys) {
    var headers = Collections.list(ctx.req().getHeaders("Authorization"));
    var apiKeys = Collections.list(ctx.req().getHeaders(API_KEY));
    var inQuery = inQuery(ctx.req().getQueryString(), keys);
    if (headers.size() > 1) {
      return new Unusable("two_credentials", "Send exactly one Authorization header.");
    }
    if (headers.isEmpty() && (apiKeys.isEmpty() || !keys)) {
      return new Absent(inQuery == null ? "no_credential" : inQuery);
    }
    if (keys && headers.size() + apiKeys.size() > 1) {
      return new Unusable(
          "two_credentials", "Send one credential: a bearer token or one API key, once.");
    }
    var parsed = headers.isEmpty() ? new Key(null, apiKeys.getFirst()) : parse(headers, keys);
    if (parsed instanceof Absent) {
      return parsed;
    }
    if (inQuery != null) {
      return new Unusable(
          "two_credentials",
          inQuery.equals("token_in_query")
              ? "Send the token in the header only, not in the URL."
              : "Send the API key in the header only, not in the URL.");
    }
    if (!keys && !apiKeys.isEmpty()) {
      return new Unusable("two_credentials", "Send either a bearer token or an API key, not both.");
    }
    return parsed;
  }

  private static Credential parse(List<String> headers, boolean keys) {
    var header = headers.getFirst();
    var space = header.indexOf(' ');
    var scheme = space < 0 ? header : header.substring(0, space);
    var rest = space < 0 ? "" : header.substring(space).strip();
    if (keys && scheme.equalsIgnoreCase("Basic")) {
      return basic(rest);
    }
    if (!scheme.equalsIgnoreCase("Bearer")) {
      return new Absent("other_scheme");
    }
    if (rest.isEmpty() || rest.chars().anyMatch(Character::isWhitespace)) {
      return new Unusable(
          "authorization_malformed", "Send one token: Authorization: Bearer TOKEN.");
    }
    return new Token(rest);
  }

  /** User is the key's id, password the key; one spelling of each (RFC 4648 §3.5 and §4). */
  private static Credential basic(String encoded) {
    var malformed =
        new Unusable(
            "authorization_malformed",
            "Send one API key: Authorization: Basic, then KEY-ID:KEY in Base64 with its padding; or"
                + " X-API-Key: KEY.");
    if (encoded.length() > LONGEST_BASIC) {
      return malformed;
    }
    try {
      var pair = Base64.getDecoder().decode(encoded);
      var text = new String(pair, ISO_8859_1);
      var colon = text.indexOf(':');
      return colon >= 0 && Base64.getEncoder().encodeToString(pair).equals(encoded)
          ? new Key(text.substring(0, colon), text.substring(colon + 1))
          : malformed;
    } catch (IllegalArgumentException e) {
      return malformed;
    }
  }

  /** What the query holds that must not be there: a code for the audit, or null. */
  private static @Nullable String inQuery(@Nullable String query, boolean keys) {
    String found = null;
    for (var pair : query == null ? new String[0] : query.split("&", -1)) {
      var end = pair.indexOf('=');
      var name = decoded(end < 0 ? pair : pair.substring(0, end));
      if (name.equals("access_token")) {
        return "token_in_query";
      }
      if (keys && KEYS_IN_QUERY.contains(name.toLowerCase(Locale.ROOT))) {
        found = "key_in_query";
      }
    }
    return found;
  }

  private static String decoded(String name) {
    try {
      return URLDecoder.decode(name, UTF_8);
    } catch (IllegalArgumentException e) {
      return name;
    }
  }
}
