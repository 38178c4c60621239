package dev.rolegate.auth;

import com.auth0.jwt.algorithms.Algorithm;
import java.security.interfaces.RSAPublicKey;

/**
 * One public key that was handed over as a file; nothing is ever fetched. Its {@code kid} is the
 * RFC 7638 thumbprint. This class is immutable.
 */
public final class PinnedKeys implements VerificationKeys {
  private final String kid;
  private final Lookup found;

  /**
   * @throws IllegalArgumentException when the key is too weak; says what to do
   */
  public PinnedKeys(RSAPublicKey key) {
    var weakness = RsaStrength.weakness(key.getModulus(), key.getPublicExponent());
    if (weakness != null) {
      throw new IllegalArgumentException("the public key " + weakness);
    }
    this.kid = KeyIds.of(key);
    this.found = new Lookup.Found(Algorithm.RSA256(key, null));
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
