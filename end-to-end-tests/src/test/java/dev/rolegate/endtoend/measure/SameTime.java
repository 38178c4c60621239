package dev.rolegate.endtoend.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Two requests that must take the same time: both in random order on one connection, compared by
 * {@link Welch}. The aim is |t| under 4.5.
 */
final class SameTime {
  private static final Logger log = LoggerFactory.getLogger(SameTime.class);
  private static final int EACH = 20_000;
  private static final int WARM_UP = 5_000;

  private final int port;
  private final List<byte[]> requests;
  private final String words;

  /**
   * @param words in the answer to both
   */
  SameTime(int port, byte[] first, byte[] second, String words) {
    this.port = port;
    this.requests = List.of(first, second);
    this.words = words;
  }

  /** Measures, and logs what came of it. */
  void hold(String what) throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setTcpNoDelay(true);
      long[][] times = {new long[EACH], new long[EACH]};
      int[] taken = {0, 0};
      var random = new Random(1);
      for (var warmUp = 0; warmUp < WARM_UP; warmUp++) {
        time(socket, requests.get(warmUp % 2));
      }
      while (taken[0] < EACH || taken[1] < EACH) {
        var kind = taken[0] == EACH ? 1 : taken[1] == EACH ? 0 : random.nextInt(2);
        times[kind][taken[kind]++] = time(socket, requests.get(kind));
      }
      for (var percentile : new double[] {50, 90, 99, 100}) {
        var welch = Welch.of(times[0], times[1], percentile);
        log.warn(
            "MEASURED {}: 2 x {} requests, up to percentile {}: t = {}, means {} and {} µs, {}"
                + " kept",
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

  private long time(Socket socket, byte[] request) throws IOException {
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
    assertThat(answer).startsWith("HTTP/1.1 401 ").contains(words);
    return nanos;
  }
}
