package dev.rolegate.auth;

import dev.rolegate.auth.config.Secret;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The {@code kid} of a key, computed from the key alone, so that both sides arrive at the same. */
public final class KeyIds {
  private static final byte[] LABEL = "rolegate kid".getBytes(StandardCharsets.US_ASCII);

  private static final int LONGEST = 64;

  private KeyIds() {}

  /** The only form of key ids here; nothing in it means anything to a file system or a database. */
  public static boolean isKeyId(String kid) {
    return !kid.isEmpty()
        && kid.length() <= LONGEST
        && kid.chars()
            .allMatch(c ->
                (c >= 'A' && c <= 'Z')
                    || (c >= 'a' && c <= 'z')
                    || (c >= '0' && c <= '9')
                    || c == '_'
                    || c == '-');
  }

  /** The JWK thumbprint with SHA-256 (RFC 7638 §3), 43 characters of base64url. */
  public static String of(RSAPublicKey key) {
    return thumbprint(
        "{\"e\":\""
            + base64url(key.getPublicExponent())
            + "\",\"kty\":\"RSA\",\"n\":\""
            + base64url(key.getModulus())
            + "\"}");
  }

  /** The same of a key on P-256 (RFC 7638 §3.2). */
  public static String of(ECPublicKey key) {
    var point = key.getW();
    return thumbprint(
        "{\"crv\":\"P-256\",\"kty\":\"EC\",\"x\":\""
            + base64url(EcKeys.bytes(point.getAffineX()))
            + "\",\"y\":\""
            + base64url(EcKeys.bytes(point.getAffineY()))
            + "\"}");
  }

  /**
   * The first 16 base64url characters of HMAC-SHA-256(secret, "rolegate kid"): tells secrets apart
   * and says nothing about them.
   */
  public static String of(Secret secret) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.bytes(), "HmacSHA256"));
      return base64url(mac.doFinal(LABEL)).substring(0, 16);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has HmacSHA256", e);
    }
  }

  /** Base64urlUInt (RFC 7518 §2): big-endian, without leading zero octets. */
  public static String base64url(BigInteger unsigned) {
    var bytes = unsigned.toByteArray();
    return base64url(
        bytes.length > 1 && bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes);
  }

  private static String thumbprint(String members) {
    try {
      return base64url(
          MessageDigest.getInstance("SHA-256").digest(members.getBytes(StandardCharsets.US_ASCII)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static String base64url(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
