package dev.rolegate.auth.apikey;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * The key itself: {@code rgk_} and 256 random bits in hex, so that who scans for lost secrets finds
 * it. It is kept nowhere; its SHA-256 is. Thread-safe.
 */
public final class KeyText {
  /** What every key looks like, for scanners; no shorter and no longer text is one. */
  public static final String FORM = "rgk_[0-9a-f]{64}";

  private static final Pattern PATTERN = Pattern.compile(FORM);
  private static final String PREFIX = "rgk_";
  private static final int BYTES = 32;

  /** Is hashed in the place of what is no key, so that it takes as long. */
  private static final String NO_KEY = PREFIX + "0".repeat(2 * BYTES);

  private KeyText() {}

  /** A new one. */
  public static String random(SecureRandom random) {
    var bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return PREFIX + HexFormat.of().formatHex(bytes);
  }

  static boolean isOne(String text) {
    return PATTERN.matcher(text).matches();
  }

  /**
   * SHA-256 of the whole key in hex. A random key of 256 bits cannot be guessed from it, so neither
   * salt nor slow hash is needed. Of any other text the hash is of a fixed one.
   */
  public static String sha256(String text) {
    try {
      var hashed = isOne(text) ? text : NO_KEY;
      var bytes = MessageDigest.getInstance("SHA-256").digest(hashed.getBytes(ISO_8859_1));
      return HexFormat.of().formatHex(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
