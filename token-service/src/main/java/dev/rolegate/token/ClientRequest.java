package dev.rolegate.token;

import dev.rolegate.token.RequestBody.Malformed;
import dev.rolegate.token.RequestBody.Parameters;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A request in which a client authenticates itself, as all endpoints for clients take it: its
 * parameters, and who it says it is. Nobody is authenticated yet.
 *
 * @param json whether it came as JSON, not as a form
 */
record ClientRequest(Parameters parameters, Credentials credentials, boolean json) {
  private static final Pattern CONTENT_TYPE =
      Pattern.compile(
          "(application/x-www-form-urlencoded|application/json)"
              + "(?:[ \\t]*;[ \\t]*charset=(?:utf-8|\"utf-8\"))?[ \\t]*",
          Pattern.CASE_INSENSITIVE);

  /** What came of reading. */
  sealed interface Reading {
    record Read(ClientRequest request) implements Reading {}

    /** Refused before anybody was authenticated; the client id is what the request claims. */
    record Refused(OAuthError why, @Nullable String clientId) implements Reading {}
  }

  /** Reads it: the cheap refusals first, and nothing of the request in any of them. */
  static Reading read(Context ctx) throws IOException {
    if (ctx.queryString() != null) {
      return refused(
          OAuthError.invalidRequest(
              "query_string",
              "Send every parameter in the body and none in the URL, where logs would keep it."));
    }
    var types = headers(ctx, "Content-Type");
    var type = CONTENT_TYPE.matcher(types.size() == 1 ? types.getFirst() : "");
    if (!type.matches()) {
      return refused(OAuthError.unsupportedMediaType());
    }
    var authorizations = headers(ctx, "Authorization");
    if (authorizations.size() > 1) {
      return refused(severalMethods());
    }
    var bytes = body(ctx);
    if (bytes == null) {
      return refused(OAuthError.tooLarge(RequestBody.MOST_BYTES));
    }
    var json = type.group(1).equalsIgnoreCase("application/json");
    return switch (json ? JsonBody.parse(bytes) : FormBody.parse(bytes)) {
      case Malformed(var why) -> refused(why);
      case Parameters parameters -> read(parameters, authorizations, json);
    };
  }

  private static Reading read(Parameters parameters, List<String> authorizations, boolean json) {
    var clientId = parameters.one("client_id");
    var secret = parameters.one("client_secret");
    var assertion = parameters.one("client_assertion");
    var assertionType = parameters.one("client_assertion_type");
    var asserted = assertion != null || assertionType != null;
    var credentials =
        !authorizations.isEmpty()
            ? Credentials.ofHeader(authorizations.getFirst())
            : asserted
                ? Credentials.ofAssertion(assertionType, assertion)
                : Credentials.ofBody(clientId, secret);
    if (Stream.of(!authorizations.isEmpty(), secret != null, asserted).filter(b -> b).count() > 1) {
      return new Reading.Refused(severalMethods(), credentials.clientId());
    }
    // The id alone does not authenticate (RFC 6749 §3.2.1), but it must not name another client.
    if (clientId != null
        && credentials.clientId() != null
        && !clientId.equals(credentials.clientId())) {
      return new Reading.Refused(
          OAuthError.invalidRequest(
              "two_clients",
              "The client_id in the body names another client than its authentication does."),
          credentials.clientId());
    }
    return new Reading.Read(new ClientRequest(parameters, credentials, json));
  }

  static List<String> headers(Context ctx, String name) {
    return Collections.list(ctx.req().getHeaders(name));
  }

  /** Null when there is more than is ever read. */
  static byte @Nullable [] body(Context ctx) throws IOException {
    if (ctx.req().getContentLengthLong() > RequestBody.MOST_BYTES) {
      return null;
    }
    var bytes = ctx.req().getInputStream().readNBytes(RequestBody.MOST_BYTES + 1);
    return bytes.length > RequestBody.MOST_BYTES ? null : bytes;
  }

  private static OAuthError severalMethods() {
    return OAuthError.invalidRequest(
        "several_authentications",
        "Authenticate the client once: by one Authorization header, by client_secret or by"
            + " client_assertion, never by two.");
  }

  private static Reading refused(OAuthError why) {
    return new Reading.Refused(why, null);
  }
}
