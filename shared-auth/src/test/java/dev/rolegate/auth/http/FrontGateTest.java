package dev.rolegate.auth.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Requests that no route may ever see, as the bytes that an attacker sends. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FrontGateTest {
  private HttpService service;
  private RawHttp http;
  private final AtomicInteger reached = new AtomicInteger();

  @BeforeAll
  void start(@TempDir Path data) throws IOException {
    service =
        HttpFixture.start(
            HttpFixture.config(data, settings(data)),
            null,
            routes -> {
              routes.get("/mcp", ctx -> ctx.result("got " + reached.incrementAndGet()));
              routes.post(
                  "/mcp",
                  ctx -> {
                    var body = ctx.bodyAsBytes();
                    reached.incrementAndGet();
                    ctx.result(body);
                  });
              routes.delete("/mcp", ctx -> reached.incrementAndGet());
              routes.get("/of/{id}", ctx -> ctx.result(ctx.pathParam("id")));
              routes.get("/open", ctx -> ctx.result("open"), CrossOrigin.ANY);
            });
    http = http(service.port());
  }

  /** Settings beside those of the fixture. */
  Map<String, String> settings(Path data) throws IOException {
    return Map.of();
  }

  RawHttp http(int port) {
    return new RawHttp(port);
  }

  @BeforeEach
  void forget() {
    reached.set(0);
  }

  @AfterAll
  void stop() {
    service.close();
  }

  /**
   * A request as bytes.
   *
   * @param raw with HOST for the right Host
   */
  record Hostile(String name, String raw, int status) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Hostile> hostile() {
    var smuggled = "GET /canary HTTP/1.1\r\nHost: x\r\n\r\n";
    return Stream.of(
        raw(
            "smuggling: CL + TE",
            post("Content-Length: 6\r\nTransfer-Encoding: chunked") + "0\r\n\r\n" + smuggled,
            400),
        raw(
            "smuggling: control char in TE",
            post("Transfer-Encoding: \u000bchunked") + "0\r\n\r\n" + smuggled,
            400),
        raw(
            "smuggling: space before colon",
            post("Transfer-Encoding : chunked") + "0\r\n\r\n" + smuggled,
            400),
        raw(
            "smuggling: two equal CL",
            post("Content-Length: 3\r\nContent-Length: 3") + "0\r\n\r\n" + smuggled,
            400),
        raw(
            "smuggling: two different CL",
            post("Content-Length: 3\r\nContent-Length: 5") + "0\r\n\r\n" + smuggled,
            400),
        raw("smuggling: hex CL", post("Content-Length: 0x3") + "0\r\n\r\n" + smuggled, 400),
        raw("smuggling: signed CL", post("Content-Length: +3") + "0\r\n\r\n" + smuggled, 400),
        raw(
            "smuggling: TE not chunked last",
            post("Transfer-Encoding: chunked, identity") + "0\r\n\r\n" + smuggled,
            400),
        raw(
            "chunk: unterminated quoted extension",
            post("Transfer-Encoding: chunked") + "1;ext=\"val\r\nX\r\n0\r\n\r\n",
            400),
        raw("chunk: size +3", post("Transfer-Encoding: chunked") + "+3\r\na=1\r\n0\r\n\r\n", 400),
        raw(
            "chunk: size not hex",
            post("Transfer-Encoding: chunked") + "zz\r\na=1\r\n0\r\n\r\n",
            400),
        raw("host: two", "GET /mcp HTTP/1.1\r\nHOST\r\nHost: b\r\n\r\n", 400),
        raw("host: two equal", "GET /mcp HTTP/1.1\r\nHOST\r\nHOST\r\n\r\n", 400),
        raw("host: none", "GET /mcp HTTP/1.1\r\n\r\n", 400),
        raw("host: none in HTTP/1.0", "GET /mcp HTTP/1.0\r\n\r\n", 400),
        raw("host: blank", "GET /mcp HTTP/1.1\r\nHost: \r\n\r\n", 400),
        raw(
            "host: foreign",
            "GET /mcp HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n",
            421),
        raw(
            "host: rebound name with our port",
            "GET /mcp HTTP/1.1\r\nHost: evil.example:PORT\r\nConnection: close\r\n\r\n",
            421),
        raw(
            "host: other port",
            "GET /mcp HTTP/1.1\r\nHost: localhost:1\r\nConnection: close\r\n\r\n",
            421),
        raw(
            "host: no port",
            "GET /mcp HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
            421),
        raw(
            "host: trailing dot",
            "GET /mcp HTTP/1.1\r\nHost: localhost.:PORT\r\nConnection: close\r\n\r\n",
            421),
        raw(
            "host: user in it",
            "GET /mcp HTTP/1.1\r\nHost: a@localhost:PORT\r\nConnection: close\r\n\r\n",
            400),
        raw(
            "absolute form: another host",
            "GET http://evil.example/mcp HTTP/1.1\r\nHOST\r\n\r\n",
            400),
        raw("header: obs-fold in Authorization", get("/mcp", "Authorization: Bearer A\r\n B"), 400),
        raw("header: NUL in a value", get("/mcp", "X: a\u0000b"), 400),
        raw("header: 9 KB", get("/mcp", "X: " + "a".repeat(9000)), 431),
        raw(
            "header: thousands of q-values",
            get("/mcp", "Accept: " + "a;q=0.1,".repeat(2000)),
            431),
        raw("header: unknown Expect", get("/mcp", "Expect: bogus"), 417),
        raw("uri: 9 KB", get("/" + "a".repeat(9000)), 414),
        raw("line: not HTTP", "hello\r\n\r\n", 400),
        raw("line: HTTP/2 preface", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 400),
        raw("method: TRACE", "TRACE /mcp HTTP/1.1\r\nHOST\r\nConnection: close\r\n\r\n", 405),
        raw("method: PUT", "PUT /mcp HTTP/1.1\r\nHOST\r\nConnection: close\r\n\r\n", 405),
        raw("method: lower case", "get /mcp HTTP/1.1\r\nHOST\r\nConnection: close\r\n\r\n", 405),
        raw("method: invented", "FROB /mcp HTTP/1.1\r\nHOST\r\nConnection: close\r\n\r\n", 405),
        raw(
            "method: OPTIONS, no preflight",
            "OPTIONS /mcp HTTP/1.1\r\nHOST\r\nConnection: close\r\n\r\n",
            405),
        raw("method: OPTIONS *", "OPTIONS * HTTP/1.1\r\nHOST\r\nConnection: close\r\n\r\n", 404),
        raw(
            "method: CONNECT",
            "CONNECT localhost:PORT HTTP/1.1\r\nHOST\r\nConnection: close\r\n\r\n",
            404),
        raw(
            "websocket upgrade",
            get(
                "/mcp",
                "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="),
            400),
        raw("body: gzip", post("Content-Encoding: gzip\r\nContent-Length: 3") + "abc", 415),
        raw("body: 10 GB announced", post("Content-Length: 10000000000"), 413),
        raw(
            "body: chunked beyond 1 MiB",
            post("Transfer-Encoding: chunked")
                + "100001\r\n"
                + "a".repeat(0x100001)
                + "\r\n0\r\n\r\n",
            413));
  }

  static Stream<Hostile> paths() {
    return Stream.of(
            "/mcp/",
            "/mcp/mcp",
            "/mcp/x/mcp",
            "/x/../mcp",
            "/./mcp",
            "//mcp",
            "/MCP",
            "/mcp;x",
            "/mcp;jsessionid=1",
            "/mcp/..;/mcp",
            "/mcp/.;/",
            "/%6dcp",
            "/mcp%2f",
            "/%2fmcp",
            "/mcp%00",
            "/mcp%20",
            "/mcp.",
            "/mcp%3f",
            "/mcp%252f",
            "/x%2f..%2fmcp",
            "/mcp\\",
            "\\mcp",
            "/mcp#x",
            "/metrics",
            "/health/../admin",
            "/admin",
            "/heapdump",
            "/swagger-ui",
            "/h2-console",
            "/.env",
            "/canary")
        .map(path ->
            raw(
                path,
                "POST "
                    + path
                    + " HTTP/1.1\r\nHOST\r\nConnection: close\r\nContent-Length: 0\r\n\r\n",
                0));
  }

  @ParameterizedTest
  @MethodSource("hostile")
  void hostileRequestsAreRefusedInOurWords(Hostile hostile) throws Exception {
    var answer = http.exchange(bytes(hostile));
    RefusalAssert.isOurs(answer, hostile.status());
    assertThat(answer.body()).doesNotContain("HTTP/1.1");
    assertThat(reached).hasValue(0);
    assertThat(http.ask("GET", "/mcp").status()).isEqualTo(200);
  }

  @ParameterizedTest
  @MethodSource("paths")
  void noSpellingOfAPathReachesARoute(Hostile hostile) throws Exception {
    var answer = http.exchange(bytes(hostile));
    RefusalAssert.isOurs(answer, answer.status());
    assertThat(answer.status()).isIn(400, 404);
    assertThat(reached).hasValue(0);
  }

  @Test
  void headRunsNoHandlerAndTellsNothing() throws Exception {
    var answer = http.ask("HEAD", "/mcp");
    assertThat(answer.status()).isEqualTo(405);
    assertThat(answer.header("Allow")).isEqualTo("DELETE, GET, POST");
    assertThat(answer.body()).isEmpty();
    assertThat(reached).hasValue(0);
  }

  @Test
  void anotherMethodIsToldWhichAreServed() throws Exception {
    assertThat(http.ask("PATCH", "/mcp").header("Allow")).isEqualTo("DELETE, GET, POST");
  }

  @Test
  void noHeaderChangesTheMethod() throws Exception {
    var answer = http.post("/mcp", "{}", "X-HTTP-Method-Override: DELETE");
    RefusalAssert.isOurs(answer, 400);
    assertThat(reached).hasValue(0);
  }

  @Test
  void anUpgradeToHttp2IsNotTaken() throws Exception {
    var answer =
        http.ask(
            "GET",
            "/mcp",
            "Upgrade: h2c",
            "Connection: Upgrade, HTTP2-Settings",
            "HTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA");
    assertThat(answer.status()).isEqualTo(200);
  }

  @Test
  void theRequestIdIsNeverTheCallers() throws Exception {
    var answer = http.ask("GET", "/mcp", "X-Request-Id: chosen");
    assertThat(answer.headers("X-Request-Id")).hasSize(1).noneMatch("chosen"::equals);
  }

  @Test
  void aTemplateMatchesOneSegment() throws Exception {
    assertThat(http.ask("GET", "/of/7").body()).isEqualTo("7");
    assertThat(http.ask("GET", "/of/7/8").status()).isEqualTo(404);
  }

  @Test
  void healthAnswersTheLocalNamesOnAnyPort() throws Exception {
    for (var host : List.of("localhost", "127.0.0.1", "[::1]", "localhost:8001")) {
      for (var path : List.of("/health/live", "/health/ready")) {
        var answer = http.exchange("GET " + path + " HTTP/1.0\r\nHost: " + host + "\r\n\r\n");
        assertThat(answer.status()).as(host).isEqualTo(200);
      }
    }
    assertThat(http.exchange("GET /health/live HTTP/1.0\r\nHost: evil.example\r\n\r\n").status())
        .isEqualTo(421);
  }

  private String bytes(Hostile hostile) {
    return hostile
        .raw()
        .replace("HOST", "Host: localhost:" + service.port())
        .replace(":PORT", ":" + service.port());
  }

  private static Hostile raw(String name, String raw, int status) {
    return new Hostile(name, raw, status);
  }

  private static String get(String path, String... headers) {
    var lines = headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
    return "GET " + path + " HTTP/1.1\r\nHOST\r\n" + lines + "\r\n";
  }

  private static String post(String headers) {
    return "POST /mcp HTTP/1.1\r\nHOST\r\n" + headers + "\r\n\r\n";
  }
}
