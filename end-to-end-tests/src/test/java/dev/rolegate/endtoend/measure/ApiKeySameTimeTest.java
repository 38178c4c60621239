package dev.rolegate.endtoend.measure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.auth.SigningAlgorithm;
import dev.rolegate.auth.apikey.TestApiKeys;
import dev.rolegate.endtoend.Addresses;
import dev.rolegate.endtoend.Deployment;
import dev.rolegate.endtoend.Server;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A key that is nobody's takes as long as one that is nearly good, or was: requests of both kinds
 * in random order on one connection. The aim is |t| under 4.5 (APIKEY cases, CWE-208).
 */
@Tag("measure")
class ApiKeySameTimeTest {
  private static final Logger log = LoggerFactory.getLogger(ApiKeySameTimeTest.class);
  private static final int EACH = 20_000;
  private static final int WARM_UP = 5_000;
  private static final String KEY = TestApiKeys.key(1);
  private static final String ENDED = TestApiKeys.key(2);
  private static final String OTHER = TestApiKeys.key(3);

  @TempDir static Path folder;
  private static Deployment deployment;

  @BeforeAll
  static void start() {
    var now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    var file = new TestApiKeys(folder.resolve("api-keys.json"), now);
    file.put(
        file.entry(KEY, "good", "Manager", "hr"),
        file.entry(ENDED, "done", "Manager", "hr").endingBy(now));
    deployment =
        Deployment.start(
            SigningAlgorithm.RS256,
            Addresses.canonical(),
            Map.of("API_KEYS_FILE", file.path().toString()));
  }

  @AfterAll
  static void stop() {
    deployment.close();
  }

  /** Two credentials that are refused alike. */
  record Pair(String what, String first, String second) {
    @Override
    public String toString() {
      return what;
    }
  }

  static final List<Pair> pairs =
      List.of(
          new Pair(
              "all but the last character of the right one",
              header(KEY.substring(0, 67) + "f"),
              header(OTHER)),
          new Pair(
              "half of the right one",
              header(KEY.substring(0, 36) + "f".repeat(32)),
              header(OTHER)),
          new Pair("one that has ended", header(ENDED), header(OTHER)),
          new Pair("the right one of another id", basic("else", KEY), basic("else", OTHER)));

  @ParameterizedTest
  @FieldSource("pairs")
  void isRefusedInTheSameTimeAsAnyOther(Pair pair) throws IOException {
    try (var socket =
        new Socket(InetAddress.getLoopbackAddress(), deployment.url(Server.HR).getPort())) {
      socket.setTcpNoDelay(true);
      byte[][] requests = {request(pair.first()), request(pair.second())};
      long[][] times = {new long[EACH], new long[EACH]};
      int[] taken = {0, 0};
      var random = new Random(1);
      for (var warmUp = 0; warmUp < WARM_UP; warmUp++) {
        time(socket, requests[warmUp % 2]);
      }
      while (taken[0] < EACH || taken[1] < EACH) {
        var kind = taken[0] == EACH ? 1 : taken[1] == EACH ? 0 : random.nextInt(2);
        times[kind][taken[kind]++] = time(socket, requests[kind]);
      }
      for (var percentile : new double[] {50, 90, 99, 100}) {
        var welch = Welch.of(times[0], times[1], percentile);
        log.warn(
            "MEASURED a key of nobody against {}: 2 x {} requests, up to percentile {}: t = {}, means"
                + " {} and {} µs",
            pair,
            EACH,
            percentile,
            "%.2f".formatted(welch.t()),
            "%.2f".formatted(welch.firstMean() / 1000),
            "%.2f".formatted(welch.secondMean() / 1000));
        assertThat(Math.abs(welch.t())).as("|t| at percentile %s", percentile).isLessThan(4.5);
      }
    }
  }

  private static String header(String key) {
    return "X-API-Key: " + key;
  }

  private static String basic(String id, String key) {
    var pair = (id + ":" + key).getBytes(StandardCharsets.US_ASCII);
    return "Authorization: Basic " + Base64.getEncoder().encodeToString(pair);
  }

  private static byte[] request(String credential) {
    return "GET /mcp HTTP/1.1\r\nHost: localhost:%d\r\nAccept: text/event-stream\r\n%s\r\n\r\n"
        .formatted(deployment.url(Server.HR).getPort(), credential)
        .getBytes(StandardCharsets.US_ASCII);
  }

  private static long time(Socket socket, byte[] request) throws IOException {
    var buffer = new byte[4096];
    var begun = System.nanoTime();
    socket.getOutputStream().write(request);
    var read = socket.getInputStream().read(buffer);
    var nanos = System.nanoTime() - begun;
    var answer = new String(buffer, 0, read, StandardCharsets.US_ASCII);
    while (!answer.endsWith("}")) {
      read = socket.getInputStream().read(buffer);
      answer += new String(Arrays.copyOf(buffer, read), StandardCharsets.US_ASCII);
    }
    assertThat(answer).startsWith("HTTP/1.1 401 ").contains("unauthorized");
    return nanos;
  }
}
