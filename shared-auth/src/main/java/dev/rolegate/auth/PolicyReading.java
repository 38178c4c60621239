package dev.rolegate.auth;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** What a policy's file held when it was read: a text, or why there is none. */
final class PolicyReading {
  private final Path file;
  private final @Nullable String text;
  private final @Nullable PolicyRefused refused;

  PolicyReading(Path file) {
    this.file = file;
    String read = null;
    PolicyRefused why = null;
    try {
      read = PolicyFile.read(file);
    } catch (PolicyRefused e) {
      why = e;
    }
    this.text = read;
    this.refused = why;
  }

  /**
   * The policy.
   *
   * @throws PolicyRefused with every problem
   */
  AccessPolicy policy() {
    if (text == null) {
      throw refused == null ? new IllegalStateException("neither text nor reason") : refused;
    }
    return new PolicyReader(file.toString()).read(text, file);
  }

  /** The same for the same content, also for the same reason that there is none. */
  String digest() {
    return text == null ? "unread: " + refused : digest(text);
  }

  static String digest(String text) {
    try {
      var bytes =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
