package dev.rolegate.auth.audit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * What links a line to the one before: base64url(SHA-256(the chain before, as text || the line's
 * bytes before its {@code chain} member)). Texts are chained and not raw hashes, so that each is
 * compared and hashed as it stands in the file, with no second spelling. Not thread-safe.
 */
final class ChainHash {
  /** Characters of a hash. */
  static final int LENGTH = 43;

  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

  private final MessageDigest sha256;

  ChainHash() {
    try {
      this.sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** The chain of a line whose first {@code length} bytes are covered. */
  String link(String before, byte[] line, int length) {
    sha256.update(before.getBytes(ISO_8859_1));
    sha256.update(line, 0, length);
    return text(sha256.digest());
  }

  /** The hash of bytes alone. */
  String of(byte[] bytes) {
    return text(sha256.digest(bytes));
  }

  static String text(byte[] hash) {
    return BASE64.encodeToString(hash);
  }
}
