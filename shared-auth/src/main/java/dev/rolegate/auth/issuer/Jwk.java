package dev.rolegate.auth.issuer;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rolegate.auth.KeyIds;
import dev.rolegate.auth.PublicTokenKey;
import dev.rolegate.auth.SigningAlgorithm;
import java.math.BigInteger;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One key of a JWK Set (RFC 7517 §4), judged by whether it verifies one algorithm (RFC 7518 §6.2.1,
 * §6.3.1). Which {@code kid} it has is the issuer's choice; an issuer beside our own need not use
 * thumbprints.
 */
sealed interface Jwk {
  /** A public key for the one algorithm. */
  record Usable(String kid, PublicTokenKey key) implements Jwk {}

  /** Weak, broken, or for another purpose: the end of a sentence says what. */
  record Unusable(String why) implements Jwk {}

  /** The issuer shows its private half to the world, so anybody may sign with it. */
  record Exposed() implements Jwk {}

  /** RFC 7518 §6.2.2, §6.3.2, §6.4. */
  List<String> PRIVATE_MEMBERS = List.of("d", "p", "q", "dp", "dq", "qi", "oth", "k");

  static Jwk of(JsonNode jwk, SigningAlgorithm algorithm) {
    if (PRIVATE_MEMBERS.stream().anyMatch(jwk::has)) {
      return new Exposed();
    }
    var type = algorithm == SigningAlgorithm.RS256 ? "RSA" : "EC";
    if (!isText(jwk.get("kty"), type)) {
      return new Unusable("is no " + type + " key");
    }
    if (jwk.has("use") && !isText(jwk.get("use"), "sig")) {
      return new Unusable("is not for signatures (use)");
    }
    if (jwk.has("key_ops") && !mayVerify(jwk.get("key_ops"))) {
      return new Unusable("is not for verifying (key_ops)");
    }
    if (jwk.has("alg") && !isText(jwk.get("alg"), algorithm.name())) {
      return new Unusable("is for another algorithm than " + algorithm);
    }
    var kid = kid(jwk);
    if (kid == null || !KeyIds.isKeyId(kid)) {
      return new Unusable("has no kid of 1 to 64 letters, digits, - and _");
    }
    try {
      return switch (algorithm) {
        case RS256 -> rsa(kid, jwk);
        case ES256 -> p256(kid, jwk);
        case HS256 -> new Unusable("is of no use for HS256");
      };
    } catch (IllegalArgumentException unfit) {
      return new Unusable(String.valueOf(unfit.getMessage()));
    }
  }

  private static Jwk rsa(String kid, JsonNode jwk) {
    var n = unsigned(jwk.get("n"));
    var e = unsigned(jwk.get("e"));
    return n == null || e == null
        ? new Unusable("has an n or e that is not base64url in its shortest form")
        : new Usable(kid, PublicTokenKey.rsa(n, e));
  }

  private static Jwk p256(String kid, JsonNode jwk) {
    if (!isText(jwk.get("crv"), "P-256")) {
      return new Unusable("is not on the curve P-256 (crv)");
    }
    var x = coordinate(jwk.get("x"));
    var y = coordinate(jwk.get("y"));
    return x == null || y == null
        ? new Unusable("has an x or y that is not base64url of 32 bytes")
        : new Usable(kid, PublicTokenKey.p256(x, y));
  }

  /** The {@code kid} as it stands there, or null. */
  static @Nullable String kid(JsonNode jwk) {
    var kid = jwk.get("kid");
    return kid != null && kid.isTextual() ? kid.textValue() : null;
  }

  private static boolean isText(@Nullable JsonNode node, String expected) {
    return node != null && node.isTextual() && node.textValue().equals(expected);
  }

  private static boolean mayVerify(@Nullable JsonNode operations) {
    return operations != null
        && operations.isArray()
        && operations.valueStream().anyMatch(operation -> isText(operation, "verify"));
  }

  /** Base64urlUInt (RFC 7518 §2): only the one spelling that we would write ourselves. */
  private static @Nullable BigInteger unsigned(@Nullable JsonNode node) {
    if (node == null || !node.isTextual()) {
      return null;
    }
    try {
      var number = new BigInteger(1, Base64.getUrlDecoder().decode(node.textValue()));
      return KeyIds.base64url(number).equals(node.textValue()) ? number : null;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  /** RFC 7518 §6.2.1.2: neither shorter nor longer, and in the one spelling again. */
  private static @Nullable BigInteger coordinate(@Nullable JsonNode node) {
    if (node == null || !node.isTextual()) {
      return null;
    }
    try {
      var bytes = Base64.getUrlDecoder().decode(node.textValue());
      var number = new BigInteger(1, bytes);
      return bytes.length == 32 && PublicTokenKey.coordinate(number).equals(node.textValue())
          ? number
          : null;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
