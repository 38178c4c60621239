package dev.rolegate.token.key;

import com.auth0.jwt.algorithms.Algorithm;
import dev.rolegate.auth.PublicTokenKey;
import org.jspecify.annotations.Nullable;

/**
 * A key that signs tokens; prints nothing of itself but its id. Immutable.
 *
 * @param keyId the {@code kid} of its tokens
 * @param algorithm ready to sign; thread-safe
 * @param publicKey null for a shared secret
 */
public record SigningKey(String keyId, Algorithm algorithm, @Nullable PublicTokenKey publicKey) {
  @Override
  public String toString() {
    return "SigningKey[" + keyId + "]";
  }
}
