package dev.rolegate.auth;

import com.auth0.jwt.algorithms.Algorithm;

/**
 * The keys of one issuer, looked up by {@code kid}. Implementations are thread-safe and never
 * derive I/O from the {@code kid}.
 */
public interface VerificationKeys {
  /** Finds the key with this id; may wait for a bounded fetch, never longer than two seconds. */
  Lookup find(String kid);

  /** Changes whenever a key goes away, so that what was verified with it is verified again. */
  long generation();

  /** What came of looking a key up. */
  sealed interface Lookup {
    /** The key, ready to verify with its one algorithm. */
    record Found(Algorithm algorithm) implements Lookup {}

    /** The issuer's keys are known and this is none of them. */
    record Unknown() implements Lookup {}

    /** No key set was ever obtained. */
    record Unavailable(String why) implements Lookup {}
  }
}
