package dev.rolegate.token;

import dev.rolegate.auth.config.Secret;
import dev.rolegate.auth.config.SecretFile;
import dev.rolegate.auth.config.StartRefused;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;

/** Where a secret of this service comes from: what is given wins over what is kept. */
sealed interface SecretSource {
  /** Given from outside; {@code name} is the setting. */
  record Given(String name, Secret secret) implements SecretSource {}

  /** Kept in a file of the deployment, made at the first start. */
  record Kept(Path file) implements SecretSource {}

  /** What to call it in a refusal. */
  default String label() {
    return switch (this) {
      case Given(var name, var _) -> name;
      case Kept(var file) -> file.toString();
    };
  }

  /** Whether there is anything to read yet. */
  default boolean exists() {
    return switch (this) {
      case Given _ -> true;
      case Kept(var file) -> Files.exists(file);
    };
  }

  /**
   * The secret; a kept one is made when missing.
   *
   * @throws StartRefused when its file is unfit or cannot be made
   */
  default Secret obtain(Supplier<byte[]> fresh) {
    return switch (this) {
      case Given(var _, var secret) -> secret;
      case Kept(var file) -> SecretFile.readOrMake(file, fresh);
    };
  }
}
