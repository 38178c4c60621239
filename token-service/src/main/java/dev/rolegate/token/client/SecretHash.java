package dev.rolegate.token.client;

import java.security.MessageDigest;
import java.util.Base64;

/**
 * The keyed hash of a client's secret, and under which key it is; only {@link SecretHashing} makes
 * one. Immutable.
 */
public final class SecretHash {
  /** What no secret hashes to; compared with where there is nothing else to compare with. */
  static final SecretHash NOBODYS = new SecretHash("", new byte[32]);

  private final String keyId;
  private final byte[] hash;

  SecretHash(String keyId, byte[] hash) {
    this.keyId = keyId;
    this.hash = hash.clone();
  }

  /** As {@link #text} wrote it. */
  static SecretHash of(String keyId, String text) {
    return new SecretHash(keyId, Base64.getUrlDecoder().decode(text));
  }

  /** The hash as base64url, for the database and for nobody else. */
  String text() {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
  }

  /** Names the key that it is under, and says nothing about it. */
  public String keyId() {
    return keyId;
  }

  /** Compares in a time that depends neither on where the two differ nor on their keys. */
  public boolean matches(SecretHash other) {
    var same = MessageDigest.isEqual(hash, other.hash);
    same &= keyId.equals(other.keyId);
    return same;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SecretHash that && matches(that);
  }

  @Override
  public int hashCode() {
    return keyId.hashCode();
  }

  @Override
  public String toString() {
    return "SecretHash[redacted]";
  }
}
