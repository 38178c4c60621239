package dev.rolegate.auth.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.auth.TestClock;
import dev.rolegate.auth.apikey.ApiKeys;
import dev.rolegate.auth.apikey.TestApiKeys;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What metrics tell of the API keys. */
class ApiKeyHealthTest {
  @TempDir Path folder;
  private final TestClock clock = new TestClock();
  private final PrometheusMeterRegistry metrics =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

  @Test
  void aFileThatIsRefusedIsSeen() throws IOException {
    var file = TestApiKeys.in(folder);
    file.put(file.entry(TestApiKeys.key(1), "a", "Officer", "hr"));
    try (var keys = ApiKeys.open(file.file(), clock)) {
      ApiKeyHealth.addTo(metrics, "hr", keys);
      assertThat(metrics.scrape())
          .contains(
              "rolegate_apikeys_refused{service=\"hr\"} 0.0",
              "rolegate_apikeys{service=\"hr\"} 1.0");
      Files.writeString(file.path(), "{}");
      keys.follow();
      while (!metrics.scrape().contains("rolegate_apikeys_refused{service=\"hr\"} 1.0")) {
        Thread.onSpinWait();
      }
      assertThat(metrics.scrape()).contains("rolegate_apikeys{service=\"hr\"} 1.0");
    }
  }

  @Test
  void nothingIsToldWhereNoKeyIsTaken() {
    try (var keys = ApiKeys.open(null, clock)) {
      ApiKeyHealth.addTo(metrics, "hr", keys);
      assertThat(metrics.scrape()).doesNotContain("apikeys");
    }
  }
}
