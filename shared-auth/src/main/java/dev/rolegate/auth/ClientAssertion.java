package dev.rolegate.auth;

import com.auth0.jwt.JWT;
import com.auth0.jwt.algorithms.Algorithm;
import com.auth0.jwt.exceptions.JWTVerificationException;
import com.auth0.jwt.interfaces.DecodedJWT;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * A JWT by which a client says who it is (RFC 7523 §2.2), taken apart as strictly as an access
 * token. Until {@link #isSignedBy} anybody may have written it. Prints itself redacted.
 */
public final class ClientAssertion {
  private final CompactToken parts;
  private final DecodedJWT decoded;

  private ClientAssertion(CompactToken parts, DecodedJWT decoded) {
    this.parts = parts;
    this.decoded = decoded;
  }

  /** Takes a text apart; null when it has not exactly one reading. Never throws for any input. */
  public static @Nullable ClientAssertion parse(String compact) {
    try {
      return CompactToken.parse(compact) instanceof CompactToken.Parsed.Wellformed(var parts)
          ? new ClientAssertion(parts, JWT.decode(compact))
          : null;
    } catch (RuntimeException | StackOverflowError e) {
      // The library reads some claims itself, and refuses them when they have another type.
      return null;
    }
  }

  /** The {@code kid}, which only selects among the client's keys; null when it has no fit one. */
  public @Nullable String keyId() {
    return header("kid");
  }

  /** The {@code alg} as the header has it; it decides nothing. */
  public @Nullable String algorithm() {
    return header("alg");
  }

  /** The {@code sub}, if it is a text. */
  public @Nullable String subject() {
    return parts.payload().path("sub").textValue();
  }

  /** Its claims, as they stand there. */
  public ObjectNode claims() {
    return parts.payload().deepCopy();
  }

  /** Whether its header is fit for this key, and its signature this key's. Never throws. */
  public boolean isSignedBy(Algorithm key) {
    if (JoseHeader.assertionDefect(parts.header(), key.getName()) != null || !parts.signed()) {
      return false;
    }
    try {
      key.verify(decoded);
      return true;
    } catch (JWTVerificationException e) {
      return false;
    }
  }

  private @Nullable String header(String name) {
    return parts.header().path(name).textValue();
  }

  @Override
  public String toString() {
    return "ClientAssertion[redacted]";
  }
}
