package dev.rolegate.token.client;

import java.security.MessageDigest;
import java.util.Arrays;

/** The keyed hash of a client's secret; only {@link SecretHashing} makes one. Immutable. */
public final class SecretHash {
  private final byte[] hash;

  SecretHash(byte[] hash) {
    this.hash = hash.clone();
  }

  /** Compares in a time that does not depend on where the two differ. */
  public boolean matches(SecretHash other) {
    return MessageDigest.isEqual(hash, other.hash);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SecretHash that && matches(that);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(hash);
  }

  @Override
  public String toString() {
    return "SecretHash[redacted]";
  }
}
