package dev.rolegate.token.limit;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * What one count belongs to: 128 bits of SHA-256 over the limit and whom it is about, so that a key
 * is small whatever a request holds, and tells nobody's name.
 */
record CountKey(long high, long low) {
  static CountKey of(Limit limit, String... about) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      digest.update(limit.reason().getBytes(StandardCharsets.US_ASCII));
      for (var part : about) {
        digest.update((byte) 0); // no client id and no address holds it
        digest.update(part.getBytes(StandardCharsets.UTF_8));
      }
      var bytes = ByteBuffer.wrap(digest.digest());
      return new CountKey(bytes.getLong(), bytes.getLong());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** As an id in the database. */
  String text() {
    return "%016x%016x".formatted(high, low);
  }
}
