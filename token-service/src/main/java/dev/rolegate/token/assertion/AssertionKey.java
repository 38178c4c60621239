package dev.rolegate.token.assertion;

import com.auth0.jwt.algorithms.Algorithm;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolegate.auth.RsaKeys;
import dev.rolegate.auth.StrictJson;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * A registered public key (RFC 7517, RFC 7518 §6), ready to verify with the one algorithm that its
 * {@code kty} has here: RS256 for RSA, ES256 for EC.
 */
final class AssertionKey {
  private AssertionKey() {}

  /** The key of a JWK; null when it is unfit for both algorithms. */
  static @Nullable Algorithm read(String jwk) {
    if (!(StrictJson.KEY_DOCUMENT.read(jwk.getBytes(StandardCharsets.UTF_8))
        instanceof StrictJson.Reading.Read(var key))) {
      return null;
    }
    try {
      return switch (key.path("kty").asText()) {
        case "RSA" -> isFor(key, "RS256") ? rsa(key) : null;
        case "EC" -> isFor(key, "ES256") ? ec(key) : null;
        default -> null;
      };
    } catch (IllegalArgumentException | GeneralSecurityException unfit) {
      return null;
    }
  }

  private static Algorithm rsa(ObjectNode key) {
    return Algorithm.RSA256(
        RsaKeys.publicKey(unsigned(key.get("n")), unsigned(key.get("e"))), null);
  }

  private static @Nullable Algorithm ec(ObjectNode key) throws GeneralSecurityException {
    return key.path("crv").asText().equals("P-256")
        ? Algorithm.ECDSA256(P256.publicKey(unsigned(key.get("x")), unsigned(key.get("y"))), null)
        : null;
  }

  private static boolean isFor(ObjectNode key, String algorithm) {
    return is(key, "alg", algorithm) && is(key, "use", "sig");
  }

  /** As it should be, or absent. */
  private static boolean is(ObjectNode key, String member, String expected) {
    return !key.has(member) || expected.equals(key.get(member).textValue());
  }

  private static BigInteger unsigned(@Nullable JsonNode number) {
    if (number == null || !number.isTextual()) {
      throw new IllegalArgumentException("is no number");
    }
    return new BigInteger(1, Base64.getUrlDecoder().decode(number.textValue()));
  }
}
