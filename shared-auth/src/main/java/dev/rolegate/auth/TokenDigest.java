package dev.rolegate.auth;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** SHA-256 of a token, to recognise it without keeping it. Compared in constant work. */
record TokenDigest(long a, long b, long c, long d) {
  /**
   * Characters beyond Latin-1 become question marks, which no verified token contains: such a text
   * can never share a digest with one.
   */
  static TokenDigest of(String token) {
    try {
      var bytes =
          MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.ISO_8859_1));
      var longs = ByteBuffer.wrap(bytes);
      return new TokenDigest(longs.getLong(), longs.getLong(), longs.getLong(), longs.getLong());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TokenDigest(var a2, var b2, var c2, var d2)
        && ((a ^ a2) | (b ^ b2) | (c ^ c2) | (d ^ d2)) == 0;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(a);
  }
}
