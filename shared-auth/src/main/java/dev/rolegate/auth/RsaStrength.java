package dev.rolegate.auth;

import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** Which RSA keys are fit for RS256 (RFC 7518 §3.3, NIST SP 800-56B §6.2). */
final class RsaStrength {
  static final int LEAST_BITS = 2048;

  /** Larger keys cost more to verify with than they protect. */
  static final int MOST_BITS = 8192;

  private static final int MOST_EXPONENT_BITS = 64;

  private RsaStrength() {}

  /** What is weak about the numbers, as the end of a sentence, or null. */
  static @Nullable String weakness(BigInteger modulus, BigInteger exponent) {
    var bits = modulus.bitLength();
    if (modulus.signum() <= 0 || bits < LEAST_BITS) {
      return "has " + bits + " bits, at least " + LEAST_BITS + " are needed";
    }
    if (bits > MOST_BITS) {
      return "has " + bits + " bits, at most " + MOST_BITS + " are accepted";
    }
    if (!modulus.testBit(0)) {
      return "has an even modulus, so it is no RSA key";
    }
    if (!exponent.testBit(0)
        || exponent.compareTo(BigInteger.TWO) <= 0
        || exponent.bitLength() > MOST_EXPONENT_BITS) {
      return "has a public exponent that is not an odd number from 3 to 2^64; the usual is 65537";
    }
    return null;
  }
}
