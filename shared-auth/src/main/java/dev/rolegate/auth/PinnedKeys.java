package dev.rolegate.auth;

/**
 * One public key that was handed over as a file; nothing is ever fetched. Its {@code kid} is the
 * RFC 7638 thumbprint. This class is immutable.
 */
public final class PinnedKeys implements VerificationKeys {
  private final String kid;
  private final Lookup found;

  public PinnedKeys(PublicTokenKey key) {
    this.kid = key.keyId();
    this.found = new Lookup.Found(key.verifying());
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
