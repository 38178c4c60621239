package dev.rolegate.auth.config;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A secret that prints itself redacted. This class is immutable. */
public final class Secret {
  private final byte[] bytes;

  private Secret(byte[] bytes) {
    this.bytes = bytes;
  }

  public static Secret of(byte[] bytes) {
    return new Secret(bytes.clone());
  }

  public static Secret of(String text) {
    return new Secret(text.getBytes(StandardCharsets.UTF_8));
  }

  /** A copy of the bytes. */
  public byte[] bytes() {
    return bytes.clone();
  }

  /** The secret as UTF-8 text. */
  public String text() {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  public int length() {
    return bytes.length;
  }

  /**
   * What makes this secret easy to guess, and what to do, as the end of a sentence: too short, a
   * repetition, well-known words. Null when nothing was found.
   *
   * @param leastBytes 32 for HMAC-SHA-256 (RFC 7518 §3.2)
   */
  public @Nullable String weakness(int leastBytes) {
    return Weakness.of(bytes, leastBytes);
  }

  @Override
  public String toString() {
    return "Secret[redacted]";
  }
}
