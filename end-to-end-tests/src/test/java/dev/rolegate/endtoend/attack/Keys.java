package dev.rolegate.endtoend.attack;

import dev.rolegate.auth.TestTokens;
import java.security.interfaces.RSAPrivateCrtKey;

/** Keys that no deployment trusts, made once: a new RSA pair takes a good part of a second. */
final class Keys {
  static final RSAPrivateCrtKey ATTACKER = TestTokens.newKey(2048);
  static final RSAPrivateCrtKey RETIRED = TestTokens.newKey(2048);

  private Keys() {}
}
