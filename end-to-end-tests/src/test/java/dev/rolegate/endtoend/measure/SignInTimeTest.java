package dev.rolegate.endtoend.measure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.endtoend.LoneTokenService;
import dev.rolegate.endtoend.RawHttp;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An unknown account, a wrong password and an account that is locked out take the same time: all of
 * them cost one comparison and one write. Each attempt comes from another address.
 */
@Tag("measure")
class SignInTimeTest {
  private static final Logger log = LoggerFactory.getLogger(SignInTimeTest.class);
  private static final int EACH = 400;
  private static final int WARM_UP = 60;
  private static final String JSON = "Content-Type: application/json";

  @TempDir private Path data;

  @Test
  void unknownAccountAgainstKnown() {
    try (var service = LoneTokenService.start(data, Map.of("TRUSTED_PROXIES", "127.0.0.1"))) {
      var http = new RawHttp(service.url());
      // Alike in everything but that one of them is registered; it is soon locked out.
      String[] accounts = {"erin", "erim"};
      long[][] times = {new long[EACH], new long[EACH]};
      int[] taken = {0, 0};
      var random = new Random(1);
      for (var warmUp = 0; warmUp < WARM_UP; warmUp++) {
        time(http, accounts[warmUp % 2], warmUp);
      }
      for (var one = WARM_UP; taken[0] < EACH || taken[1] < EACH; one++) {
        var kind = taken[0] == EACH ? 1 : taken[1] == EACH ? 0 : random.nextInt(2);
        times[kind][taken[kind]++] = time(http, accounts[kind], one);
      }
      for (var percentile : new double[] {50, 90, 100}) {
        var welch = Welch.of(times[0], times[1], percentile);
        log.warn(
            "MEASURED unknown account against one locked out: 2 x {} sign-ins, up to percentile"
                + " {}: t = {}, means {} and {} ms, {} kept",
            EACH,
            percentile,
            "%.2f".formatted(welch.t()),
            "%.2f".formatted(welch.firstMean() / 1e6),
            "%.2f".formatted(welch.secondMean() / 1e6),
            welch.kept());
      }
      assertThat(Math.abs(Welch.of(times[0], times[1], 90).t())).isLessThan(4.5);
    }
  }

  private static long time(RawHttp http, String account, int number) {
    var body = "{\"account\":\"" + account + "\",\"password\":\"wrong\",\"server\":\"hr\"}";
    var from = "X-Forwarded-For: 203.0." + number / 250 + "." + number % 250;
    var begun = System.nanoTime();
    var answer = http.post("/approvers/token", body, JSON, from);
    var nanos = System.nanoTime() - begun;
    assertThat(answer.status()).isEqualTo(401);
    return nanos;
  }
}
