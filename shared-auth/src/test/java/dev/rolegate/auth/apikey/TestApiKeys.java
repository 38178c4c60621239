package dev.rolegate.auth.apikey;

import dev.rolegate.auth.TestTokens;
import dev.rolegate.auth.config.Env;
import dev.rolegate.auth.config.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A file of API keys for tests, written as the command writes it. Thread-safe. */
public record TestApiKeys(Path path, Instant now) {
  private static final Duration LIFE = Duration.ofDays(30);

  /** One whose keys are good at {@link TestTokens#NOW}. */
  public static TestApiKeys in(Path folder) {
    return new TestApiKeys(folder.resolve("api-keys.json"), TestTokens.NOW);
  }

  /** A key of the right form, one for each number. */
  public static String key(int number) {
    return "rgk_" + "%08xabcdef09".formatted(number).repeat(4);
  }

  public ApiKeyFile file() {
    return new ApiKeyFile(path, new Settings(Env.of(Map.of())));
  }

  /** An entry that is good now, since a day and for a month. */
  public ApiKey entry(String key, String id, @Nullable String role, String... servers) {
    return new ApiKey(
        id,
        KeyText.sha256(key),
        id + "-subject",
        role,
        null,
        null,
        List.of(servers),
        now.minus(Duration.ofDays(1)),
        now.plus(LIFE));
  }

  /** These and no others. */
  public TestApiKeys put(ApiKey... entries) {
    return change(before -> List.of(entries));
  }

  /** Removes whatever has this name. */
  public void revoke(String id) {
    change(before -> before.stream().filter(key -> !key.keyId().equals(id)).toList());
  }

  public TestApiKeys change(UnaryOperator<List<ApiKey>> edit) {
    try {
      if (file().change(edit) instanceof ApiKeyDocument.Reading.Refused(var problems)) {
        throw new AssertionError(problems);
      }
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
