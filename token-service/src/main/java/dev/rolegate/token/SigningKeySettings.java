package dev.rolegate.token;

import dev.rolegate.auth.SigningAlgorithm;
import dev.rolegate.auth.config.Secret;
import dev.rolegate.auth.config.Settings;
import dev.rolegate.auth.config.StartRefused;
import dev.rolegate.token.key.KeySchedule;
import dev.rolegate.token.key.KeySealing;
import dev.rolegate.token.key.TokenKey;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Reads where the signing keys come from, and notes what is wrong with it. */
final class SigningKeySettings {
  private static final String NO_KEY = "no key is made while the settings are read";
  private static final String ENCRYPTION = "KEY_ENCRYPTION_KEY";
  private static final String ROTATION = "KEY_ROTATION";

  private final Settings settings;
  private final Path data;

  SigningKeySettings(Settings settings, Path data) {
    this.settings = settings;
    this.data = data;
  }

  /**
   * @param isShared whether the database is one that other instances may use, too
   */
  SigningKeySource read(SigningAlgorithm algorithm, Duration tokenTtl, boolean isShared) {
    var given = settings.secret("TOKEN_KEY");
    var older = settings.secret(ENCRYPTION + "_OLD");
    var encryption = encryption();
    var schedule = schedule(tokenTtl);
    if (algorithm.isShared()) {
      settings.notice(
          "TOKEN_ALGORITHM=HS256: every server that holds the shared secret could issue tokens;"
              + " use RS256 or ES256 unless you trust each of them like the token-service");
    }
    if (given != null || algorithm.isShared()) {
      var material =
          given == null
              ? new SecretSource.Kept(data.resolve("shared/hs256.key"))
              : new SecretSource.Given("TOKEN_KEY", given);
      check(material, (secret, label) -> TokenKey.read(algorithm, secret, label));
      return new SigningKeySource.Fixed(material);
    }
    check(encryption, KeySealing::check);
    if (older != null) {
      check(new SecretSource.Given(ENCRYPTION + "_OLD", older), KeySealing::check);
    }
    if (isShared && encryption instanceof SecretSource.Kept) {
      settings.problem(
          ENCRYPTION
              + ": must be given with DATABASE_URL, the same to every token service on that"
              + " database, or else TOKEN_KEY; make one with: openssl rand -base64 32");
    }
    var legacy = data.resolve("token-service/signing-key.pem");
    if (algorithm == SigningAlgorithm.RS256) {
      check(
          new SecretSource.Kept(legacy),
          (secret, label) -> TokenKey.read(algorithm, secret, label));
    }
    return new SigningKeySource.Stored(encryption, older, schedule, legacy);
  }

  private SecretSource encryption() {
    var given = settings.secret(ENCRYPTION);
    return given == null
        ? new SecretSource.Kept(data.resolve("token-service/key-encryption.key"))
        : new SecretSource.Given(ENCRYPTION, given);
  }

  private KeySchedule schedule(Duration tokenTtl) {
    var wait =
        settings.duration(
            "KEY_PUBLISH_WAIT",
            Duration.ofMinutes(15),
            Duration.ofSeconds(1),
            Duration.ofHours(24));
    return new KeySchedule(wait, rotation(), tokenTtl);
  }

  private @Nullable Duration rotation() {
    if ("off".equals(settings.optional(ROTATION))) {
      return null;
    }
    return settings.duration(
        ROTATION, Duration.ofDays(30), Duration.ofHours(1), Duration.ofDays(3650));
  }

  /** Looks now at what is there, so that its problem is told with the others. */
  private void check(SecretSource source, BiConsumer<Secret, String> reader) {
    if (!source.exists()) {
      return;
    }
    try {
      var secret =
          source.obtain(() -> {
            throw new IllegalStateException(NO_KEY);
          });
      reader.accept(secret, source.label());
    } catch (StartRefused refused) {
      refused.problems().forEach(settings::problem);
    }
  }
}
