package dev.rolegate.mcp.approval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.auth.config.Env;
import dev.rolegate.auth.config.Settings;
import dev.rolegate.auth.http.HttpConfig;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where the page is, and which addresses of it are refused. */
class ApprovalSiteTest {
  @ParameterizedTest
  @CsvSource({
    "MANAGEMENT_PORT, 0, http://localhost:9001/approvals",
    "MANAGEMENT_PORT, 19001, http://localhost:19001/approvals",
    "PORT, 18001, http://localhost:19001/approvals",
    "APPROVALS_URL, https://hr.example.com/approvals, https://hr.example.com/approvals",
    "APPROVALS_URL, http://127.0.0.1:9001/approvals, http://127.0.0.1:9001/approvals",
  })
  void isKnown(String name, String value, String url) {
    var settings = settings(name, value, null);
    assertThat(read(settings).url()).isEqualTo(url);
    assertThat(settings.problems()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "https://hr.example.com, , does not end with /approvals",
    "https://hr.example.com/approvals/, , ends with a slash",
    "https://hr.example.com/approvals?x, , has a query",
    "https://erin@hr.example.com/approvals, , holds a user",
    "javascript:alert(1)/approvals, , is not a URL",
    "http://hr.example.com/approvals, , whoever is on the way can approve",
    "http://hr.example.com/approvals, tls-proxy, whoever is on the way can approve",
    "http://hr.example.com/approvals, internal-network, ''",
  })
  void isRefused(String url, @Nullable String plainHttp, String problem) {
    var settings = settings("APPROVALS_URL", url, plainHttp);
    read(settings);
    var found =
        settings.problems().stream().filter(one -> one.startsWith("APPROVALS_URL")).toList();
    if (problem.isEmpty()) {
      assertThat(found).isEmpty();
    } else {
      assertThat(found).singleElement().asString().contains(problem);
    }
  }

  private static Settings settings(String name, String value, @Nullable String plainHttp) {
    var environment = new HashMap<>(Map.of("DATA_DIR", "none", name, value));
    if (plainHttp != null) {
      environment.put("PLAIN_HTTP", plainHttp);
      environment.put("TRUSTED_PROXIES", "10.0.0.1");
    }
    return new Settings(Env.of(environment));
  }

  private static ApprovalSite read(Settings settings) {
    return ApprovalSite.from(
        settings, HttpConfig.from(settings, "hr", 8001), "http://localhost:8100", 9001);
  }
}
