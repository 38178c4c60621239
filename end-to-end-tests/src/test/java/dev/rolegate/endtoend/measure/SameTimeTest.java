package dev.rolegate.endtoend.measure;

import dev.rolegate.endtoend.LoneTokenService;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An unknown client and a wrong secret take the same time, with the limits off. */
@Tag("measure")
class SameTimeTest {
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
    try (var service = LoneTokenService.start(data, off)) {
      // Alike in everything but that one of them is registered.
      new SameTime(
              service.url().getPort(),
              request(service, "alice", secret),
              request(service, "alicf", secret),
              "invalid_client")
          .hold("unknown client against " + what);
    }
  }

  private static byte[] request(LoneTokenService service, String clientId, String secret) {
    var body = LoneTokenService.form(clientId, secret);
    return "POST /token HTTP/1.1\r\nHost: localhost:%d\r\n%s\r\nContent-Length: %d\r\n\r\n%s"
        .formatted(service.url().getPort(), LoneTokenService.FORM, body.length(), body)
        .getBytes(StandardCharsets.US_ASCII);
  }
}
