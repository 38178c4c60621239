package dev.rolegate.endtoend.measure;

import dev.rolegate.auth.SigningAlgorithm;
import dev.rolegate.auth.apikey.TestApiKeys;
import dev.rolegate.endtoend.Addresses;
import dev.rolegate.endtoend.Deployment;
import dev.rolegate.endtoend.Server;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * A key that is nobody's takes as long as one that is nearly good, or was (APIKEY cases, CWE-208).
 */
@Tag("measure")
class ApiKeySameTimeTest {
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
    new SameTime(
            deployment.url(Server.HR).getPort(),
            request(pair.first()),
            request(pair.second()),
            "unauthorized")
        .hold("a key of nobody against " + pair);
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
}
