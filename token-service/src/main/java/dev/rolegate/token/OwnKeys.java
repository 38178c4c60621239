package dev.rolegate.token;

import dev.rolegate.auth.VerificationKeys;
import dev.rolegate.token.key.SigningKeys;

/** The service's own keys, as one looks them up to recognise what they signed. Thread-safe. */
record OwnKeys(SigningKeys keys) implements VerificationKeys {
  @Override
  public Lookup find(String kid) {
    for (var key : keys.published()) {
      if (key.keyId().equals(kid)) {
        return new Lookup.Found(key.verifying());
      }
    }
    if (!keys.obstacles().isEmpty()) {
      return new Lookup.Unavailable("a signing key cannot be opened");
    }
    // A shared secret is published nowhere.
    var signing = keys.current();
    return signing.keyId().equals(kid)
        ? new Lookup.Found(signing.algorithm())
        : new Lookup.Unknown();
  }

  @Override
  public long generation() {
    return 0;
  }
}
