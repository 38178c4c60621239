package dev.rolegate.endtoend.measure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.endtoend.LoneTokenService;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An unknown client and a wrong secret take the same time: requests of both kinds in random order
 * on one connection, with the limits off. The aim is |t| under 4.5.
 */
@Tag("measure")
class SameTimeTest {
  private static final Logger log = LoggerFactory.getLogger(SameTimeTest.class);
  private static final int EACH = 20_000;
  private static final int WARM_UP = 5_000;

  @TempDir private Path data;

  @ParameterizedTest
  @CsvSource({"wrong secret, 32", "over-long secret (TOKEN-038), 300"})
  void unknownClientAgainstKnown(String what, int length) throws IOException {
    var off =
        Map.of(
            "RATE_LIMIT_REQUESTS", "off",
            "RATE_LIMIT_FAILURES", "off",
            "RATE_LIMIT_TOKENS", "off");
    var secret = "x".repeat(length);
    try (var service = LoneTokenService.start(data, off);
        var socket = new Socket(InetAddress.getLoopbackAddress(), service.url().getPort())) {
      socket.setTcpNoDelay(true);
      // Alike in everything but that one of them is registered.
      byte[][] requests = {request(service, "alice", secret), request(service, "alicf", secret)};
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
            "MEASURED unknown client against {}: 2 x {} requests, up to percentile {}: t = {},"
                + " means {} and {} µs, {} kept",
            what,
            EACH,
            percentile,
            "%.2f".formatted(welch.t()),
            "%.2f".formatted(welch.firstMean() / 1000),
            "%.2f".formatted(welch.secondMean() / 1000),
            welch.kept());
        assertThat(Math.abs(welch.t())).as("|t| at percentile %s", percentile).isLessThan(4.5);
      }
    }
  }

  private static byte[] request(LoneTokenService service, String clientId, String secret) {
    var body = LoneTokenService.form(clientId, secret);
    return "POST /token HTTP/1.1\r\nHost: localhost:%d\r\n%s\r\nContent-Length: %d\r\n\r\n%s"
        .formatted(service.url().getPort(), LoneTokenService.FORM, body.length(), body)
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
    assertThat(answer).startsWith("HTTP/1.1 401 ").contains("invalid_client");
    return nanos;
  }
}
