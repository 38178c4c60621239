package dev.rolegate.token.assertion;

import com.auth0.jwt.algorithms.Algorithm;
import dev.rolegate.auth.StrictJson;
import dev.rolegate.token.client.PublicJwk;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A registered public key, ready to verify with the one algorithm that its kind has here. */
final class AssertionKey {
  private AssertionKey() {}

  /** The key of a JWK; null when it is unfit. */
  static @Nullable Algorithm read(String jwk) {
    return StrictJson.KEY_DOCUMENT.read(jwk.getBytes(StandardCharsets.UTF_8))
                instanceof StrictJson.Reading.Read(var key)
            && PublicJwk.of(key) instanceof PublicJwk.Usable(var _, var fit)
        ? fit.verifying()
        : null;
  }
}
