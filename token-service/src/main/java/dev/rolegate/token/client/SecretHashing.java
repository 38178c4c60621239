package dev.rolegate.token.client;

import dev.rolegate.auth.KeyIds;
import dev.rolegate.auth.config.Secret;
import dev.rolegate.auth.config.StartRefused;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Hashes client secrets with HMAC-SHA-256 under {@code SECRET_HASH_KEY}, and under {@code
 * SECRET_HASH_KEY_OLD} while hashes move from one key to the other. A fast hash is enough: secrets
 * are long and random, and whoever steals the hashes lacks the key. Thread-safe.
 */
public final class SecretHashing {
  private static final String ALGORITHM = "HmacSHA256";
  private static final int LEAST_BYTES = 32;

  private final Key current;
  private final List<Key> keys;

  /**
   * Hashing under a key.
   *
   * @param old another key under which secrets may still be hashed; null when there is none
   */
  public SecretHashing(Secret key, @Nullable Secret old) {
    this.current = Key.of(key);
    this.keys = old == null ? List.of(current) : List.of(current, Key.of(old));
  }

  /** One key, and what names it in the database. */
  private record Key(String keyId, SecretKeySpec key) {
    static Key of(Secret key) {
      return new Key(KeyIds.of(key), new SecretKeySpec(key.bytes(), ALGORITHM));
    }
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
    return hash(current, clientId, secret);
  }

  /** The hash under each of the keys, the one of {@link #hash} first. */
  public List<SecretHash> hashes(String clientId, Secret secret) {
    var hashes = new ArrayList<SecretHash>(keys.size());
    for (var key : keys) {
      hashes.add(hash(key, clientId, secret));
    }
    return hashes;
  }

  /** The names of the keys, the one that new hashes are under first. */
  List<String> keyIds() {
    return keys.stream().map(Key::keyId).toList();
  }

  private static SecretHash hash(Key key, String clientId, Secret secret) {
    try {
      var mac = Mac.getInstance(ALGORITHM);
      mac.init(key.key());
      mac.update(clientId.getBytes(StandardCharsets.UTF_8));
      mac.update((byte) 0); // no client id holds it, so no two pairs give the same bytes
      return new SecretHash(key.keyId(), mac.doFinal(secret.bytes()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
    }
  }
}
