package dev.rolegate.auth.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who passes on the management port, and which pages may ask there. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ManagementRoutesTest {
  private static final String TOKEN =
      "Authorization: Bearer b8a60cabc37a076bed94fa9981552b4b0a25a7b0";
  private static final String ORIGIN = "https://approve.example.com";

  private HttpService service;

  @BeforeAll
  void start(@TempDir Path data) {
    var own = new ManagementRoute.Guard.ByHandler(ORIGIN);
    service =
        HttpService.start(
            HttpFixture.config(data, Map.of("MANAGEMENT_TOKEN", TOKEN.substring(22))),
            List::of,
            HttpFixture.metrics(),
            null,
            () -> {},
            List.of(
                new ManagementRoute("/admin/one", ctx -> ctx.result("one")),
                new ManagementRoute(
                    ManagementRoute.Method.GET, "/page", ctx -> ctx.result("page"), own),
                new ManagementRoute(
                    ManagementRoute.Method.POST, "/page/{id}", ctx -> ctx.result("done"), own)),
            routes -> {});
  }

  @AfterAll
  void stop() {
    service.close();
  }

  @ParameterizedTest(name = "{0} {1} from {2} with token: {3}")
  @CsvSource({
    "POST, /admin/one, , false, 401",
    "GET,  /admin/one, , true, 405",
    // The origin is another route's, and the token is no page's.
    "POST, /admin/one, https://approve.example.com, true, 403",
    "GET,  /metrics,   https://approve.example.com, true, 403",
    "POST, /page/7,    https://evil.example.com, true, 403",
    "POST, /page/7,    null, true, 403",
    "POST, /page,      , true, 405",
    "POST, /admin/one, , true, 200",
    "GET,  /metrics,   , true, 200",
    "GET,  /page,      , false, 200",
    "POST, /page/7,    https://approve.example.com, false, 200",
  })
  void passes(String method, String path, String origin, boolean token, int status)
      throws IOException {
    var http = new RawHttp(service.managementPort());
    var headers =
        List.of(token ? TOKEN : "X-None: 1", origin == null ? "X-None: 2" : "Origin: " + origin)
            .toArray(String[]::new);
    var answer =
        method.equals("GET") ? http.ask(method, path, headers) : http.post(path, "", headers);
    assertThat(answer.status()).isEqualTo(status);
  }

  /** A proxy in front passes the name on that people use; others' names stay unanswered. */
  @Test
  void answersTheHostOfItsPages() throws IOException {
    var http = new RawHttp(service.managementPort());
    var asked = "GET /page HTTP/1.1\r\nConnection: close\r\nHost: ";
    assertThat(http.exchange(asked + "approve.example.com\r\n\r\n").status()).isEqualTo(200);
    assertThat(http.exchange(asked + "approve.example.com:443\r\n\r\n").status()).isEqualTo(200);
    assertThat(http.exchange(asked + "evil.example.com\r\n\r\n").status()).isEqualTo(421);
  }
}
