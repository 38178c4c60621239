package dev.rolegate.token.client;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rolegate.auth.KeyIds;
import dev.rolegate.auth.PublicTokenKey;
import java.math.BigInteger;
import java.util.Base64;
import java.util.List;

/**
 * A client's public key as a JWK (RFC 7517 §4), for {@code private_key_jwt} with RS256 or ES256
 * (RFC 7518 §6.2.1, §6.3.1).
 */
public sealed interface PublicJwk {
  /**
   * Fit to verify with.
   *
   * @param key it decides about the algorithm, never a token
   */
  record Usable(String kid, PublicTokenKey key) implements PublicJwk {}

  /** The end of a sentence says why not. */
  record Unusable(String why) implements PublicJwk {}

  int COORDINATE_BYTES = 32;

  /** RFC 7518 §6.2.2, §6.3.2, §6.4. */
  List<String> PRIVATE_MEMBERS = List.of("d", "p", "q", "dp", "dq", "qi", "oth", "k");

  /** Judges a key. */
  static PublicJwk of(JsonNode jwk) {
    if (PRIVATE_MEMBERS.stream().anyMatch(jwk::has)) {
      return new Unusable(
          "holds a private or secret member; nobody else may see that, so make a new key pair and"
              + " send its public half");
    }
    var algorithm =
        switch (text(jwk, "kty")) {
          case "RSA" -> "RS256";
          case "EC" -> "ES256";
          default -> null;
        };
    if (algorithm == null) {
      return new Unusable("has a kty that is neither RSA nor EC");
    }
    if (jwk.has("alg") && !text(jwk, "alg").equals(algorithm)) {
      return new Unusable("has an alg that is not " + algorithm + "; leave alg out, or correct it");
    }
    if (jwk.has("use") && !text(jwk, "use").equals("sig")) {
      return new Unusable("is not for signatures (use)");
    }
    var kid = text(jwk, "kid");
    if (!KeyIds.isKeyId(kid)) {
      return new Unusable("has no kid of 1 to 64 letters, digits, - and _");
    }
    try {
      return new Usable(
          kid,
          switch (algorithm) {
            case "RS256" -> PublicTokenKey.rsa(unsigned(jwk, "n"), unsigned(jwk, "e"));
            default -> point(jwk);
          });
    } catch (IllegalArgumentException unfit) {
      return new Unusable(String.valueOf(unfit.getMessage()));
    }
  }

  /** A member's text; empty when it is none. */
  static String text(JsonNode jwk, String member) {
    var node = jwk.get(member);
    return node != null && node.isTextual() ? node.textValue() : "";
  }

  private static PublicTokenKey point(JsonNode jwk) {
    if (!text(jwk, "crv").equals("P-256")) {
      throw new IllegalArgumentException("has a crv that is not P-256");
    }
    return PublicTokenKey.p256(coordinate(jwk, "x"), coordinate(jwk, "y"));
  }

  /** RFC 7518 §6.2.1.2: the full length of the curve's field. */
  private static BigInteger coordinate(JsonNode jwk, String member) {
    var bytes = new byte[0];
    try {
      bytes = Base64.getUrlDecoder().decode(text(jwk, member));
    } catch (IllegalArgumentException e) {
      // told below
    }
    if (bytes.length != COORDINATE_BYTES) {
      throw new IllegalArgumentException(
          "has an " + member + " that is not " + COORDINATE_BYTES + " bytes as base64url");
    }
    return new BigInteger(1, bytes);
  }

  /** Base64urlUInt (RFC 7518 §2): only the one spelling that we would write ourselves. */
  private static BigInteger unsigned(JsonNode jwk, String member) {
    var text = text(jwk, member);
    BigInteger number = null;
    try {
      number = new BigInteger(1, Base64.getUrlDecoder().decode(text));
    } catch (IllegalArgumentException e) {
      // told below
    }
    if (number == null || !KeyIds.base64url(number).equals(text)) {
      throw new IllegalArgumentException(
          "has an " + member + " that is not base64url in its shortest form");
    }
    return number;
  }
}
