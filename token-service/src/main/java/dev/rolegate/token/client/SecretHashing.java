package dev.rolegate.token.client;

import dev.rolegate.auth.config.Secret;
import dev.rolegate.auth.config.StartRefused;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Hashes client secrets with HMAC-SHA-256 under {@code SECRET_HASH_KEY}. A fast hash is enough:
 * secrets are long and random, and whoever steals the hashes lacks the key. Thread-safe.
 */
public final class SecretHashing {
  private static final String ALGORITHM = "HmacSHA256";
  private static final int LEAST_BYTES = 32;

  private final SecretKeySpec key;

  public SecretHashing(Secret key) {
    this.key = new SecretKeySpec(key.bytes(), ALGORITHM);
  }

  /**
   * Looks at a key before it is used.
   *
   * @throws StartRefused when it can be guessed
   */
  public static void check(Secret key, String source) {
    var weakness = key.weakness(LEAST_BYTES);
    if (weakness != null) {
      throw new StartRefused(source + ": " + weakness);
    }
  }

  /** The hash of a client's secret; bound to its id, so that it cannot be moved to another. */
  public SecretHash hash(String clientId, Secret secret) {
    try {
      var mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      mac.update(clientId.getBytes(StandardCharsets.UTF_8));
      mac.update((byte) 0); // no client id holds it, so no two pairs give the same bytes
      return new SecretHash(mac.doFinal(secret.bytes()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
    }
  }
}
