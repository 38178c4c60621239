package dev.rolegate.token;

import dev.rolegate.auth.ClientAssertion;
import dev.rolegate.auth.config.Secret;
import dev.rolegate.token.client.Client;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** How a request authenticates its client (RFC 6749 §2.3). Each way of doing so is one record. */
sealed interface Credentials {
  /** The longest client id that is looked up; a longer one is nobody's. */
  int LONGEST_CLIENT_ID = 128;

  String JWT_BEARER = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

  /**
   * A client id and its secret.
   *
   * @param method how they came: {@link Client#BASIC} or {@link Client#POST}
   */
  record ClientSecret(String clientId, Secret secret, String method) implements Credentials {}

  /** What the client signed, and whom it says to be (RFC 7521 §4.2). */
  record Assertion(String clientId, ClientAssertion assertion) implements Credentials {}

  /** Nothing to authenticate with, or nothing that any client could have been given. */
  record Unusable(String reason, @Nullable String clientId) implements Credentials {}

  /** Whose request it says it is, for the audit; not verified. */
  @Nullable String clientId();

  /** An id and a secret in the body, form or JSON. */
  static Credentials ofBody(@Nullable String clientId, @Nullable String secret) {
    return of(clientId, secret, Client.POST);
  }

  /** If a client could have them (RFC 6749 Appendix A.1, A.2: VSCHAR). */
  private static Credentials of(@Nullable String clientId, @Nullable String secret, String method) {
    if (clientId == null || secret == null) {
      return new Unusable("no_client_authentication", known(clientId));
    }
    if (known(clientId) == null || !isVisible(secret)) {
      return new Unusable("malformed_credentials", known(clientId));
    }
    return new ClientSecret(clientId, Secret.of(secret), method);
  }

  /** The value of an {@code Authorization} header: id and secret each form-encoded (§2.3.1). */
  static Credentials ofHeader(String authorization) {
    var space = authorization.indexOf(' ');
    if (space < 0 || !authorization.substring(0, space).equalsIgnoreCase("Basic")) {
      return new Unusable("unsupported_authentication_scheme", null);
    }
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(authorization.substring(space + 1).strip());
    } catch (IllegalArgumentException e) {
      return new Unusable("malformed_credentials", null);
    }
    var pair = new String(bytes, StandardCharsets.ISO_8859_1);
    var colon = pair.indexOf(':');
    if (colon < 0) {
      return new Unusable("malformed_credentials", null);
    }
    var clientId = FormBody.decode(pair.substring(0, colon));
    var secret = FormBody.decode(pair.substring(colon + 1));
    return clientId == null || secret == null || clientId.isEmpty() || secret.isEmpty()
        ? new Unusable("malformed_credentials", known(clientId))
        : of(clientId, secret, Client.BASIC);
  }

  /** An assertion, if it is one of the one kind that is taken (RFC 7523 §2.2). */
  static Credentials ofAssertion(@Nullable String type, @Nullable String assertion) {
    if (!JWT_BEARER.equals(type) || assertion == null) {
      return new Unusable("unsupported_client_assertion", null);
    }
    var parsed = ClientAssertion.parse(assertion);
    var clientId = parsed == null ? null : known(parsed.subject());
    return parsed == null || clientId == null
        ? new Unusable("malformed_client_assertion", null)
        : new Assertion(clientId, parsed);
  }

  private static @Nullable String known(@Nullable String clientId) {
    return clientId != null
            && !clientId.isEmpty()
            && clientId.length() <= LONGEST_CLIENT_ID
            && isVisible(clientId)
        ? clientId
        : null;
  }

  private static boolean isVisible(String text) {
    return text.chars().allMatch(c -> c >= 0x20 && c <= 0x7e);
  }
}
