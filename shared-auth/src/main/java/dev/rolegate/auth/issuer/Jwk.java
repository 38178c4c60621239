package dev.rolegate.auth.issuer;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rolegate.auth.KeyIds;
import dev.rolegate.auth.RsaKeys;
import java.math.BigInteger;
import java.security.interfaces.RSAPublicKey;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One key of a JWK Set (RFC 7517 §4), judged by whether it verifies RS256 (RFC 7518 §6.3.1). Which
 * {@code kid} it has is the issuer's choice; an issuer beside our own need not use thumbprints.
 */
sealed interface Jwk {
  /** A public key for RS256 and nothing else. */
  record Usable(String kid, RSAPublicKey key) implements Jwk {}

  /** Weak, broken, or for another purpose: the end of a sentence says what. */
  record Unusable(String why) implements Jwk {}

  /** The issuer shows its private half to the world, so anybody may sign with it. */
  record Exposed() implements Jwk {}

  /** RFC 7518 §6.2.2, §6.3.2, §6.4. */
  List<String> PRIVATE_MEMBERS = List.of("d", "p", "q", "dp", "dq", "qi", "oth", "k");

  static Jwk of(JsonNode jwk) {
    if (PRIVATE_MEMBERS.stream().anyMatch(jwk::has)) {
      return new Exposed();
    }
    if (!isText(jwk.get("kty"), "RSA")) {
      return new Unusable("is no RSA key");
    }
    if (jwk.has("use") && !isText(jwk.get("use"), "sig")) {
      return new Unusable("is not for signatures (use)");
    }
    if (jwk.has("key_ops") && !mayVerify(jwk.get("key_ops"))) {
      return new Unusable("is not for verifying (key_ops)");
    }
    if (jwk.has("alg") && !isText(jwk.get("alg"), "RS256")) {
      return new Unusable("is for another algorithm than RS256");
    }
    var kid = kid(jwk);
    if (kid == null || !KeyIds.isKeyId(kid)) {
      return new Unusable("has no kid of 1 to 64 letters, digits, - and _");
    }
    var n = unsigned(jwk.get("n"));
    var e = unsigned(jwk.get("e"));
    if (n == null || e == null) {
      return new Unusable("has an n or e that is not base64url in its shortest form");
    }
    try {
      return new Usable(kid, RsaKeys.publicKey(n, e));
    } catch (IllegalArgumentException unfit) {
      return new Unusable(String.valueOf(unfit.getMessage()));
    }
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
}
