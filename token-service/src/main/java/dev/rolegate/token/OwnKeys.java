package dev.rolegate.token;

import dev.rolegate.auth.VerificationKeys;
import dev.rolegate.token.key.SigningKeys;

/** The service's own keys, as one looks them up to recognise what they signed. Thread-safe. */
record OwnKeys(SigningKeys keys) implements VerificationKeys {
  @Override
  public Lookup find(String kid) {
    var key = keys.find(kid);
    return key == null ? new Lookup.Unknown() : new Lookup.Found(key.algorithm());
  }

  @Override
  public long generation() {
    return 0;
  }
}
