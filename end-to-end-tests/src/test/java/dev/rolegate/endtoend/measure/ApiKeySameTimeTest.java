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
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A key that is nobody's takes as long as one that is nearly somebody's: requests of both kinds in
 * random order on one connection. The aim is |t| under 4.5 (APIKEY cases, CWE-208).
 */
@Tag("measure")
class ApiKeySameTimeTest {
  private static final Logger log = LoggerFactory.getLogger(ApiKeySameTimeTest.class);
  private static final int EACH = 20_000;
  private static final int WARM_UP = 5_000;
  private static final String KEY = TestApiKeys.key(1);

  @TempDir static Path folder;
  private static Deployment deployment;

  @BeforeAll
  static void start() {
    var now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    var file = new TestApiKeys(folder.resolve("api-keys.json"), now);
    file.put(file.entry(KEY, "good", "Manager", "hr"));
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

  /** How many characters of the right key come first. */
  @ParameterizedTest
  @CsvSource({"all but the last character, 67", "half of it, 36"})
  void anotherKeyAgainstAPrefixOfTheRightOne(String what, int right) throws IOException {
    var near = KEY.substring(0, right) + "f".repeat(KEY.length() - right);
    var other = "rgk_" + "e".repeat(64);
    try (var socket =
        new Socket(InetAddress.getLoopbackAddress(), deployment.url(Server.HR).getPort())) {
      socket.setTcpNoDelay(true);
      byte[][] requests = {request(near), request(other)};
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
            "MEASURED another key against {} of the right one: 2 x {} requests, up to percentile"
                + " {}: t = {}, means {} and {} µs",
            what,
            EACH,
            percentile,
            "%.2f".formatted(welch.t()),
            "%.2f".formatted(welch.firstMean() / 1000),
            "%.2f".formatted(welch.secondMean() / 1000));
        assertThat(Math.abs(welch.t())).as("|t| at percentile %s", percentile).isLessThan(4.5);
      }
    }
  }

  private static byte[] request(String key) {
    return "GET /mcp HTTP/1.1\r\nHost: localhost:%d\r\nAccept: text/event-stream\r\nX-API-Key: %s\r\n\r\n"
        .formatted(deployment.url(Server.HR).getPort(), key)
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
