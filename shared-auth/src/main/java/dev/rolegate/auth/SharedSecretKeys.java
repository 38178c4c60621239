package dev.rolegate.auth;

import com.auth0.jwt.algorithms.Algorithm;
import dev.rolegate.auth.config.Secret;
import org.jspecify.annotations.Nullable;

/**
 * The one HS256 secret that issuer and servers share. Whoever holds it could also issue tokens.
 * This class is immutable.
 */
public final class SharedSecretKeys implements VerificationKeys {
  /** RFC 7518 §3.2: as long as the hash. */
  private static final int LEAST_BYTES = 32;

  private final String kid;
  private final Lookup found;

  /**
   * @throws IllegalArgumentException when the secret could be guessed; says what to do
   */
  public SharedSecretKeys(Secret secret) {
    var weakness = weakness(secret);
    if (weakness != null) {
      throw new IllegalArgumentException("the HS256 secret " + weakness);
    }
    this.kid = KeyIds.of(secret);
    this.found = new Lookup.Found(Algorithm.HMAC256(secret.bytes()));
  }

  /** What makes this no HS256 secret, and what to do, as the end of a sentence; or null. */
  public static @Nullable String weakness(Secret secret) {
    return secret.text().contains("-----BEGIN ")
        ? "is a PEM file, but HS256 needs a random secret; or set TOKEN_ALGORITHM=RS256"
        : secret.weakness(LEAST_BYTES);
  }

  @Override
  public Lookup find(String kid) {
    return this.kid.equals(kid) ? found : new Lookup.Unknown();
  }

  @Override
  public long generation() {
    return 0;
  }
}
