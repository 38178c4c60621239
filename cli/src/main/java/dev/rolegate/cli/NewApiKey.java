package dev.rolegate.cli;

import dev.rolegate.auth.apikey.ApiKey;
import dev.rolegate.auth.apikey.ApiKeyDocument;
import dev.rolegate.auth.apikey.KeyText;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** What every command has that makes a key: its id, the file, where the key goes. */
final class NewApiKey {
  private static final Duration LONGEST = Duration.ofDays(366);

  @Mixin private ApiKeysOption file = new ApiKeysOption();
  @Mixin private SecretHandover handover = new SecretHandover();

  @Parameters(paramLabel = "ID", description = "the key's id: the user name of Basic")
  private String id = "";

  String id() {
    return id;
  }

  Path path(Terminal terminal) {
    return file.path(terminal);
  }

  /** How long it lives, checked. */
  static Duration life(Duration asked) {
    if (asked.isNegative() || asked.isZero() || asked.compareTo(LONGEST) > 0) {
      throw new WrongUsage("--expires: give a time from now, at most P366D, such as P90D");
    }
    return asked;
  }

  /** A change of the entries by a new key. */
  @FunctionalInterface
  interface Edit {
    /**
     * The entries with the new one as their last.
     *
     * @param sha256 of the new key
     * @param now in whole seconds
     */
    List<ApiKey> of(List<ApiKey> keys, String sha256, Instant now);
  }

  /** Makes a key, writes its entry and hands the key over; returns the exit code. */
  int make(Rolegate rolegate, Edit edit) {
    return handover.receive(
        () -> change(rolegate.terminal(), edit), "apikey rotate " + id, rolegate);
  }

  private Answer change(Terminal terminal, Edit edit) {
    var key = KeyText.random(new SecureRandom());
    var now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    var made = new @Nullable ApiKey[1];
    var failed =
        file.change(
            terminal,
            keys -> {
              var all = edit.of(keys, KeyText.sha256(key), now);
              made[0] = all.getLast();
              return all;
            });
    var entry = made[0];
    if (failed != null || entry == null) {
      return failed != null ? failed : new Answer.Failed(Exit.REFUSED, "no key was made");
    }
    var body = ApiKeyDocument.json(entry);
    body.remove("sha256");
    return new Answer.Done(body.put("file", file.path(terminal).toString()).put("secret", key));
  }
}
