package dev.rolegate.token;

import dev.rolegate.auth.config.Secret;
import dev.rolegate.token.key.KeySchedule;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Where the signing keys come from. */
sealed interface SigningKeySource {
  /** One key that was given, or the secret that all services share. */
  record Fixed(SecretSource material) implements SigningKeySource {}

  /**
   * The service keeps them in its database, and rotates them.
   *
   * @param encryption what they are encrypted with
   * @param older what they may have been encrypted with before
   * @param legacy where earlier versions kept the one key
   */
  record Stored(SecretSource encryption, @Nullable Secret older, KeySchedule schedule, Path legacy)
      implements SigningKeySource {}
}
