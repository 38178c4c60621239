package dev.rolegate.token.key;

import com.auth0.jwt.algorithms.Algorithm;
import org.jspecify.annotations.Nullable;

/**
 * A key that signs tokens; prints nothing of itself but its id. Immutable.
 *
 * @param keyId the {@code kid} of its tokens
 * @param algorithm ready to sign; thread-safe
 * @param jwk its public half; null for a shared secret
 */
public record SigningKey(String keyId, Algorithm algorithm, @Nullable PublicJwk jwk) {
  /**
   * A public RSA key as it stands in the JWKS (RFC 7517 §4, RFC 7518 §6.3.1); there is no component
   * that could hold anything private.
   *
   * @param n modulus, base64url of its unsigned big-endian bytes
   * @param e exponent, likewise
   */
  record PublicJwk(String kty, String use, String alg, String kid, String n, String e) {}

  @Override
  public String toString() {
    return "SigningKey[" + keyId + "]";
  }
}
