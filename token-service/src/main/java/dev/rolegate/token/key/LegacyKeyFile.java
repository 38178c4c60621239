package dev.rolegate.token.key;

import dev.rolegate.auth.SigningAlgorithm;
import dev.rolegate.auth.config.Secret;
import dev.rolegate.auth.config.SecretFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The RS256 key that earlier versions kept in a file. It moves into the database, so that its
 * tokens stay good; the file is then removed, or the key would lie there unencrypted.
 */
final class LegacyKeyFile {
  private static final Logger log = LoggerFactory.getLogger(LegacyKeyFile.class);
  private static final SigningAlgorithm ALGORITHM = SigningAlgorithm.RS256;

  private final Path file;

  LegacyKeyFile(Path file) {
    this.file = file;
  }

  /** Whether there is something to move. */
  boolean isThere(SigningAlgorithm algorithm) {
    return algorithm == ALGORITHM && Files.exists(file);
  }

  /** Its content; refuses the start when others can read it. */
  Secret content() {
    return SecretFile.readOrMake(
        file,
        () -> {
          throw new IllegalStateException("the file was there a moment ago");
        });
  }

  SigningKey key(Secret content) {
    return TokenKey.read(ALGORITHM, content, file.toString());
  }

  /** To be called once the key is safe elsewhere. */
  void remove(String kid) {
    try {
      Files.deleteIfExists(file);
      log.info("The signing key {} was moved from {} into the database", kid, file);
    } catch (IOException e) {
      log.warn(
          "The signing key {} is in the database now, but {} cannot be removed; remove it",
          kid,
          file,
          e);
    }
  }
}
