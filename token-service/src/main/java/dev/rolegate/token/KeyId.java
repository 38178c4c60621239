package dev.rolegate.token;

import dev.rolegate.auth.config.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The id of a key, which whoever holds the key can compute as well. */
final class KeyId {
  private static final int SECRET_CHARS = 16;

  private KeyId() {}

  /** The SHA-256 thumbprint (RFC 7638 §3). */
  static String ofRsa(String n, String e) {
    var json = "{\"e\":\"" + e + "\",\"kty\":\"RSA\",\"n\":\"" + n + "\"}";
    try {
      return base64(
          MessageDigest.getInstance("SHA-256").digest(json.getBytes(StandardCharsets.US_ASCII)));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
  }

  /** A keyed hash of a fixed text: it identifies the secret and tells nothing of it. */
  static String ofSecret(Secret secret) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.bytes(), "HmacSHA256"));
      return base64(mac.doFinal("rolegate kid".getBytes(StandardCharsets.US_ASCII)))
          .substring(0, SECRET_CHARS);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every Java platform has HmacSHA256", impossible);
    }
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
