package dev.rolegate.auth.revocation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.auth.config.Env;
import dev.rolegate.auth.config.Settings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How a server is told where the feed is, and what it does without. */
class RevocationSettingsTest {
  private static final String GOOD = "9fKq2mXw7LzR4tYb8NcJ5sHd3GfPaE6u";

  @TempDir Path data;

  @ParameterizedTest
  @CsvSource({
    "REVOCATION_GRACE, never, 'REVOCATION_GRACE: '",
    "REVOCATION_GRACE, OFF, 'REVOCATION_GRACE: '",
    "REVOCATION_GRACE, PT4S, 'REVOCATION_GRACE: '",
    "REVOCATION_GRACE, PT25H, 'REVOCATION_GRACE: '",
    "REVOCATION_GRACE, PT-5M, 'REVOCATION_GRACE: '",
    "REVOCATIONS_URL, not a url, 'REVOCATIONS_URL: '",
    "REVOCATIONS_URL, http://tokens.example/x, 'REVOCATIONS_URL: is plain http'",
    "ISSUER, http://tokens.example, 'ISSUER: is plain http'",
    "FEED_TOKEN, short, 'FEED_TOKEN: the token '",
    "FEED_TOKEN, aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa, 'FEED_TOKEN: the token '",
    "FEED_TOKEN, 9fKq2mXw7LzR4tYb 8NcJ5sHd3GfPaE6u, 'FEED_TOKEN: the token '",
    "FEED_TOKEN, '', 'FEED_TOKEN: '",
    "FEED_TOKEN_FILE, /nowhere, 'FEED_TOKEN'",
  })
  void whatDoesNotFitIsTold(String name, String value, String problem) {
    var settings = settings(Map.of(name, value));
    RevocationConfig.from(settings, "hr");
    assertThat(settings.problems()).singleElement().asString().startsWith(problem);
  }

  @Test
  void offIsToldAtEveryStartAndNeedsNothing() {
    var settings = settings(Map.of("REVOCATION_GRACE", "off", "FEED_TOKEN", ""));
    assertThat(RevocationConfig.from(settings, "hr")).isEqualTo(new RevocationConfig.Off());
    assertThat(settings.problems()).isEmpty();
    assertThat(settings.notices()).singleElement().asString().startsWith("REVOCATION_GRACE=off");
  }

  @Test
  void theTokenThatTheTokenServiceMadeIsFound() throws IOException {
    var file = Files.createDirectories(data.resolve("shared")).resolve("feed.token");
    Files.write(file, FeedToken.fresh());
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    var settings = settings(Map.of("FEED_TOKEN", "", "ISSUER", "https://tokens.example"));
    assertThat(RevocationConfig.from(settings, "hr"))
        .isInstanceOfSatisfying(
            RevocationConfig.Followed.class,
            followed -> {
              assertThat(followed.token()).isNotNull();
              assertThat(followed.url())
                  .isEqualTo(URI.create("https://tokens.example/internal/revocations"));
              assertThat(followed.grace()).isNull();
              assertThat(followed.toString()).doesNotContain(GOOD).contains("redacted");
            });
    assertThat(settings.problems()).isEmpty();
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    var open = settings(Map.of("FEED_TOKEN", ""));
    RevocationConfig.from(open, "hr");
    assertThat(open.problems()).singleElement().asString().contains("may be read by others");
  }

  @Test
  void theGraceIsTaken() {
    var settings = settings(Map.of("REVOCATION_GRACE", "PT5M"));
    assertThat(RevocationConfig.from(settings, "hr"))
        .isInstanceOfSatisfying(
            RevocationConfig.Followed.class,
            followed -> assertThat(followed.grace()).isEqualTo(Duration.ofMinutes(5)));
    assertThat(settings.problems()).isEmpty();
  }

  private Settings settings(Map<String, String> changes) {
    var environment = new HashMap<>(Map.of("DATA_DIR", data.toString(), "FEED_TOKEN", GOOD));
    if (changes.containsKey("FEED_TOKEN_FILE")) {
      environment.remove("FEED_TOKEN");
    }
    environment.putAll(changes);
    return new Settings(Env.of(environment));
  }
}
