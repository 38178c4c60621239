package dev.rolegate.token;

import com.auth0.jwt.algorithms.Algorithm;
import dev.rolegate.auth.SigningAlgorithm;
import dev.rolegate.auth.config.Secret;
import dev.rolegate.auth.config.StartRefused;
import java.nio.charset.StandardCharsets;

/** Turns what is configured or kept into the key of the one configured algorithm. */
final class TokenKey {
  /** RFC 7518 §3.2. */
  static final int LEAST_HMAC_BYTES = 32;

  private TokenKey() {}

  /**
   * Reads a key.
   *
   * @param source the setting or file, for the refusal
   * @throws StartRefused when it does not fit the algorithm or is weak
   */
  static SigningKey read(SigningAlgorithm algorithm, Secret material, String source) {
    return switch (algorithm) {
      case RS256 -> RsaSigningKey.read(material, source);
      case HS256 -> {
        if (material.text().contains("-----BEGIN ")) {
          throw new StartRefused(
              source + ": is a PEM file, but HS256 needs a random secret; or set RS256");
        }
        var weakness = material.weakness(LEAST_HMAC_BYTES);
        if (weakness != null) {
          throw new StartRefused(source + ": " + weakness);
        }
        yield new SigningKey(KeyId.ofSecret(material), Algorithm.HMAC256(material.bytes()), null);
      }
    };
  }

  /** Fresh material, as it stands in a file. */
  static byte[] make(SigningAlgorithm algorithm) {
    return switch (algorithm) {
      case RS256 -> RsaSigningKey.make();
      case HS256 -> (SecretText.random() + "\n").getBytes(StandardCharsets.US_ASCII);
    };
  }
}
