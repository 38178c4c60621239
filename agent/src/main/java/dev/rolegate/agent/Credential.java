package dev.rolegate.agent;

import dev.rolegate.auth.config.Secret;
import java.security.PrivateKey;
import org.jspecify.annotations.Nullable;

/** How a client shows who it is. */
public sealed interface Credential {
  /** It does not: for servers that ask nobody. */
  record None() implements Credential {}

  /** It knows a secret (RFC 6749 §2.3.1); prints without it. */
  record SharedSecret(String clientId, Secret secret) implements Credential {}

  /**
   * It signs an assertion for each request (RFC 7523).
   *
   * @param key RSA for RS256, or on P-256 for ES256
   * @param keyId under which the key is registered; null leaves {@code kid} out
   */
  record SigningKey(String clientId, PrivateKey key, @Nullable String keyId) implements Credential {
    @Override
    public String toString() {
      return "SigningKey[" + clientId + ", redacted]";
    }
  }
}
