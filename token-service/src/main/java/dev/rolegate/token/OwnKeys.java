package dev.rolegate.token;

import dev.rolegate.auth.VerificationKeys;
import dev.rolegate.token.key.SigningKeys;

/** The service's own keys, as one looks them up to recognise what they signed. Thread-safe. */
record OwnKeys(SigningKeys keys) implements VerificationKeys {
  @Override
  public Lookup find(String kid) {
    var signing = keys.current();
    if (signing.keyId().equals(kid)) {
      return new Lookup.Found(signing.algorithm());
    }
    for (var key : keys.published()) {
      if (key.keyId().equals(kid)) {
        return new Lookup.Found(key.verifying());
      }
    }
    return new Lookup.Unknown();
  }

  @Override
  public long generation() {
    return 0;
  }
}
