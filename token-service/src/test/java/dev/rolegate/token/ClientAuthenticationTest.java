package dev.rolegate.token;

import static dev.rolegate.token.RunningService.FORM;
import static dev.rolegate.token.RunningService.GRANT;
import static dev.rolegate.token.RunningService.JSON;
import static dev.rolegate.token.RunningService.basic;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.auth.http.RawHttp;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Who does not prove to be a client gets one answer, whoever it says it is. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClientAuthenticationTest {
  private RunningService service;

  @BeforeAll
  void start(@TempDir Path data) {
    service = RunningService.start(data);
  }

  @AfterAll
  void stop() {
    service.close();
  }

  static List<Refused> refusals() {
    var all = new ArrayList<Refused>();
    for (var pair :
        List.of(
            "nobody:x", // TOKEN-028
            "alice:wrong",
            "alice:Alice-secret",
            "alice:alice-secret ",
            "alice:alice-secre",
            "Alice:alice-secret",
            "alice :alice-secret",
            ":secret", // TOKEN-022
            "alice:", // TOKEN-023
            ":",
            "\0:\0", // TOKEN-024
            "%00:%00",
            "alice:%",
            "alice:alice-secret%00junk", // TOKEN-039
            "alice",
            "al\u00edce:alice-secret",
            "alice:" + "a".repeat(300), // TOKEN-038
            "x".repeat(129) + ":x")) {
      all.add(
          new Refused(
              "Basic " + Refused.shown(pair), 401, "invalid_client", GRANT, FORM, basic(pair)));
    }
    for (var header :
        List.of(
            "Basic",
            "Basic ",
            "Basic =",
            "Basic YWxpY2U",
            "Basic !!!",
            "Basic " + base64(new byte[] {(byte) 0xff, (byte) 0xfe, 0x3a, (byte) 0xff}),
            "Basic " + base64("alice:alice-secret") + ", Basic " + base64("x:y"), // TOKEN-029
            "Bearer " + base64("alice:alice-secret"),
            "Digest username=\"alice\"",
            base64("alice:alice-secret"))) {
      all.add(
          new Refused(
              "Authorization: " + header,
              401,
              "invalid_client",
              GRANT,
              FORM,
              "Authorization: " + header));
    }
    for (var body :
        List.of(
            "",
            "&client_id=alice", // TOKEN-032: there are no public clients
            "&client_secret=alice-secret",
            "&client_id=alice&client_secret=",
            "&client_id=&client_secret=alice-secret",
            "&client_id=alice&client_secret=wrong",
            "&client_id=alice&client_secret=alice-secret%00junk", // TOKEN-039
            "&client_id=alice%0d%0aX:+y&client_secret=alice-secret",
            "&client_id=$%7bjndi:ldap://x%7d&client_secret=x",
            "&client_id=bob&client_secret=alice-secret",
            "&Client_id=alice&client_secret=alice-secret")) {
      all.add(new Refused("form " + body, 401, "invalid_client", GRANT + body, FORM));
    }
    all.add(new Refused("no client in JSON", 401, "invalid_client", "{}", JSON));
    all.add(
        new Refused(
            "a wrong secret in JSON",
            401,
            "invalid_client",
            "{\"client_id\":\"alice\",\"client_secret\":\"x\"}",
            JSON));
    return all;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refusals")
  void isRefusedAndAuditedAndDoesNoHarm(Refused refused) throws IOException {
    refused.check(service);
  }

  @Test
  void anUnknownClientCannotBeToldFromAWrongSecret() throws IOException {
    for (var secret : List.of("x", "a".repeat(300), "alice-secret")) {
      var forms = new ArrayList<List<String>>();
      for (var client : List.of("nobody", "bob", "alicf")) {
        forms.add(
            List.of(
                comparable(service.post(GRANT, FORM, basic(client, secret))),
                comparable(
                    service.post(
                        GRANT + "&client_id=" + client + "&client_secret=" + secret, FORM)),
                comparable(
                    service.post(
                        "{\"client_id\":\"" + client + "\",\"client_secret\":\"" + secret + "\"}",
                        JSON))));
      }
      assertThat(forms.stream().flatMap(List::stream).distinct()).hasSize(1);
    }
  }

  /** Every byte, but for what differs from one request to the next. */
  private static String comparable(RawHttp.Answer answer) {
    return (answer.head() + "\r\n\r\n" + answer.body())
        .replace(answer.header("X-Request-Id"), "ID")
        .replaceFirst("Date: [^\r]+", "Date: NOW");
  }

  private static String base64(String text) {
    return base64(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
