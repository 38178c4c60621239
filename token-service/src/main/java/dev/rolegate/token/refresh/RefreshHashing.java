package dev.rolegate.token.refresh;

import dev.rolegate.auth.config.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Hashes refresh tokens with HMAC-SHA-256 under {@code SECRET_HASH_KEY}: who reads the database can
 * neither use what is there nor put in a token of his own. Thread-safe.
 */
public final class RefreshHashing {
  private static final String ALGORITHM = "HmacSHA256";

  /** Keeps these hashes apart from those of client secrets, which are under the same key. */
  private static final byte[] LABEL = "refresh_token\0\0".getBytes(StandardCharsets.US_ASCII);

  private final SecretKeySpec key;

  public RefreshHashing(Secret key) {
    this.key = new SecretKeySpec(key.bytes(), ALGORITHM);
  }

  /** As it stands in the database. */
  String hash(Secret token) {
    try {
      var mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      mac.update(LABEL);
      return Base64.getUrlEncoder().withoutPadding().encodeToString(mac.doFinal(token.bytes()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
    }
  }
}
