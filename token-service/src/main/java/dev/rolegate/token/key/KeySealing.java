package dev.rolegate.token.key;

import dev.rolegate.auth.KeyIds;
import dev.rolegate.auth.SigningAlgorithm;
import dev.rolegate.auth.config.Secret;
import dev.rolegate.auth.config.StartRefused;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;
import org.jspecify.annotations.Nullable;

/**
 * Encrypts what is kept of a signing key with AES-256-GCM, bound to the key's name, its algorithm
 * and the half that it is: what was changed, or stands in the row of another key, does not open.
 * The AES key comes from the configured secret by HKDF. Immutable; prints nothing of its secrets.
 */
public final class KeySealing {
  private static final int LEAST_BYTES = 32;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final byte[] PURPOSE = "rolegate signing keys".getBytes(StandardCharsets.US_ASCII);
  private static final SecureRandom RANDOM = new SecureRandom();

  private final String current;
  private final Map<String, SecretKey> keys = new HashMap<>();

  /**
   * @param secret what is sealed with from now on
   * @param older what may have been sealed with before, or null
   */
  public KeySealing(Secret secret, @Nullable Secret older) {
    if (older != null) {
      keys.put(KeyIds.of(older), derived(older));
    }
    this.current = KeyIds.of(secret);
    keys.put(current, derived(secret));
  }

  /**
   * Looks at a secret before it is used.
   *
   * @param label the setting or file that it comes from
   * @throws StartRefused when it could be guessed; says what to do
   */
  public static void check(Secret secret, String label) {
    var weakness = secret.weakness(LEAST_BYTES);
    if (weakness != null) {
      throw new StartRefused(label + ": " + weakness);
    }
  }

  /** Which half of a key is kept. */
  enum Half {
    PRIVATE,
    PUBLIC
  }

  /**
   * What may stand in a database.
   *
   * @param under names the secret that opens it
   */
  record Sealed(String under, String text) {}

  /** What came of opening. */
  sealed interface Opening {
    /** As it was sealed; a secret when it is the private half. */
    record Opened(Secret content) implements Opening {}

    /** It was sealed with a secret that is not at hand. */
    record Foreign() implements Opening {}

    /** Changed, or sealed for another row. */
    record Broken() implements Opening {}
  }

  Sealed seal(String kid, SigningAlgorithm algorithm, Half half, byte[] content) {
    var nonce = new byte[NONCE_BYTES];
    RANDOM.nextBytes(nonce);
    try {
      var cipher = cipher(Cipher.ENCRYPT_MODE, current, nonce);
      cipher.updateAAD(name(kid, algorithm, half));
      var encrypted = cipher.doFinal(content);
      var all = Arrays.copyOf(nonce, NONCE_BYTES + encrypted.length);
      System.arraycopy(encrypted, 0, all, NONCE_BYTES, encrypted.length);
      return new Sealed(current, Base64.getEncoder().encodeToString(all));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has AES-GCM", e);
    }
  }

  Opening open(String kid, SigningAlgorithm algorithm, Half half, Sealed sealed) {
    if (!keys.containsKey(sealed.under())) {
      return new Opening.Foreign();
    }
    try {
      var all = Base64.getDecoder().decode(sealed.text());
      if (all.length < NONCE_BYTES) {
        return new Opening.Broken();
      }
      var cipher = cipher(Cipher.DECRYPT_MODE, sealed.under(), Arrays.copyOf(all, NONCE_BYTES));
      cipher.updateAAD(name(kid, algorithm, half));
      var content = cipher.doFinal(all, NONCE_BYTES, all.length - NONCE_BYTES);
      return new Opening.Opened(Secret.of(content));
    } catch (AEADBadTagException | IllegalArgumentException e) {
      return new Opening.Broken();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has AES-GCM", e);
    }
  }

  /** Whether it is sealed with the secret of now. */
  boolean isCurrent(Sealed sealed) {
    return sealed.under().equals(current);
  }

  private Cipher cipher(int mode, String under, byte[] nonce) throws GeneralSecurityException {
    var cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, keys.get(under), new GCMParameterSpec(TAG_BITS, nonce));
    return cipher;
  }

  /** What the content belongs to; no part can hold a line break. */
  private static byte[] name(String kid, SigningAlgorithm algorithm, Half half) {
    return String.join("\n", kid, algorithm.name(), half.name())
        .getBytes(StandardCharsets.US_ASCII);
  }

  private static SecretKey derived(Secret secret) {
    try {
      return KDF.getInstance("HKDF-SHA256")
          .deriveKey(
              "AES",
              HKDFParameterSpec.ofExtract()
                  .addIKM(secret.bytes())
                  .thenExpand(PURPOSE, LEAST_BYTES));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has HKDF", e);
    }
  }
}
