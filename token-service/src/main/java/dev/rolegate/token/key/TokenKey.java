package dev.rolegate.token.key;

import com.auth0.jwt.algorithms.Algorithm;
import dev.rolegate.auth.KeyIds;
import dev.rolegate.auth.SharedSecretKeys;
import dev.rolegate.auth.SigningAlgorithm;
import dev.rolegate.auth.config.Secret;
import dev.rolegate.auth.config.SecretText;
import dev.rolegate.auth.config.StartRefused;
import java.nio.charset.StandardCharsets;

/** Turns what is configured or kept into the key of the one configured algorithm. */
public final class TokenKey {
  private TokenKey() {}

  /**
   * Reads a key.
   *
   * @param source the setting or file, for the refusal
   * @throws StartRefused when it does not fit the algorithm or is weak
   */
  public static SigningKey read(SigningAlgorithm algorithm, Secret material, String source) {
    try {
      return switch (algorithm) {
        case RS256 -> RsaSigningKey.read(material.text());
        case ES256 -> EcSigningKey.read(material.text());
        case HS256 -> shared(material);
      };
    } catch (IllegalArgumentException unfit) {
      throw new StartRefused(source + ": the key " + unfit.getMessage());
    }
  }

  private static SigningKey shared(Secret secret) {
    var weakness = SharedSecretKeys.weakness(secret);
    if (weakness != null) {
      throw new IllegalArgumentException(weakness);
    }
    return new SigningKey(KeyIds.of(secret), Algorithm.HMAC256(secret.bytes()), null);
  }

  /** Fresh material, as it stands in a file. */
  public static byte[] make(SigningAlgorithm algorithm) {
    return switch (algorithm) {
      case RS256 -> RsaSigningKey.make();
      case ES256 -> EcSigningKey.make();
      case HS256 -> (SecretText.random() + "\n").getBytes(StandardCharsets.US_ASCII);
    };
  }
}
