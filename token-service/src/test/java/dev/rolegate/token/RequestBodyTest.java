package dev.rolegate.token;

import static dev.rolegate.token.RunningService.FORM;
import static dev.rolegate.token.RunningService.GRANT;
import static dev.rolegate.token.RunningService.HR;
import static dev.rolegate.token.RunningService.JSON;
import static dev.rolegate.token.RunningService.SECRET_FORM;
import static dev.rolegate.token.RunningService.SECRET_JSON;
import static dev.rolegate.token.RunningService.alice;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.auth.http.RefusalAssert;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Bodies in either form that have more than one reading, or none, or are too much. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RequestBodyTest {
  private RunningService service;

  @BeforeAll
  void start(@TempDir Path data) {
    service = RunningService.start(data);
  }

  @AfterAll
  void stop() {
    service.close();
  }

  static Stream<Refused> refusals() {
    return Stream.concat(forms().stream(), jsons().stream());
  }

  private static List<Refused> forms() {
    var all = new ArrayList<Refused>();
    for (var type :
        List.of(
            "text/plain",
            "multipart/form-data; boundary=x", // TOKEN-052
            "application/x-www-form-urlencoded; charset=bogus", // TOKEN-050
            "application/x-www-form-urlencoded; charset=utf-16", // TOKEN-051
            "application/x-www-form-urlencoded; charset=iso-8859-1",
            "application/x-www-form-urlencoded; boundary=x",
            "application/x-www-form-urlencoded, application/json",
            "application/x-www-form-urlencodedx",
            "application/json; charset=utf-16",
            "application/json-patch+json",
            "application/xml",
            "*/*",
            "")) {
      all.add(
          new Refused(
              "Content-Type: " + type,
              415,
              "invalid_request",
              GRANT,
              "Content-Type: " + type,
              alice()));
    }
    all.add(new Refused("no Content-Type", 415, "invalid_request", GRANT, alice()));
    all.add(new Refused("two Content-Types", 415, "invalid_request", GRANT, FORM, JSON, alice()));
    all.add(
        new Refused(
            "TOKEN-058 Content-Encoding",
            415,
            "unsupported_media_type",
            GRANT,
            FORM,
            "Content-Encoding: gzip",
            alice()));
    for (var body :
        List.of("%", "a=%", "a=%4", "a=%zz", "a=%\u0661\u0661", "=x", "a=%ff", "a=\u00ff%c0%af")) {
      all.add(
          new Refused(
              "a broken form " + body, 400, "invalid_request", GRANT + "&" + body, FORM, alice()));
    }
    all.add(
        new Refused(
            "65 parameters",
            400,
            "invalid_request",
            GRANT + IntStream.range(0, 64).mapToObj(i -> "&p" + i).collect(Collectors.joining()),
            FORM,
            alice()));
    all.add(
        new Refused(
            "20 000 parameters",
            413,
            "invalid_request",
            GRANT + "&".repeat(20_000),
            FORM,
            alice()));
    all.add(
        new Refused(
            "TOKEN-036 a secret of 1 MB",
            413,
            "invalid_request",
            SECRET_FORM + "a".repeat(1_000_000),
            FORM));
    all.add(
        new Refused(
            "one byte more than 16 KiB",
            413,
            "invalid_request",
            SECRET_FORM + "&x=" + "a".repeat(16 * 1024 + 1 - SECRET_FORM.length() - 3),
            FORM));
    return all;
  }

  private static List<Refused> jsons() {
    var all = new ArrayList<Refused>();
    for (var body :
        List.of(
            "",
            "null",
            "[]",
            "1",
            "\"x\"",
            "{",
            SECRET_JSON + "{}",
            SECRET_JSON + "x",
            "[" + SECRET_JSON + "]",
            "\ufeff" + SECRET_JSON,
            SECRET_JSON.replace("{", "{\"client_id\":\"bob\","),
            SECRET_JSON.replace("{", "{\"client\\u005fid\":\"bob\","),
            SECRET_JSON.replace("{", "{\"x\":{\"a\":1,\"a\":2},"),
            SECRET_JSON.replace("{", "{\"x\":" + "[".repeat(20) + "]".repeat(20) + ","),
            SECRET_JSON.replace("{", "{/**/"),
            SECRET_JSON.replace("\"", "'"),
            SECRET_JSON.replace("\"alice\"", "null"),
            SECRET_JSON.replace("\"alice\"", "[\"alice\"]"),
            SECRET_JSON.replace("\"alice-secret\"", "true"),
            SECRET_JSON.replace("\"alice-secret\"", "{\"$ne\":null}"),
            SECRET_JSON.replace("{", "{\"grant_type\":null,"),
            SECRET_JSON.replace("{", "{\"scope\":[\"a\"],"),
            SECRET_JSON.replace("{", "{\"resource\":{},"),
            SECRET_JSON.replace("{", "{\"resource\":[[]],"),
            SECRET_JSON.replace("{", "{\"resource\":[\"" + HR + "\",1],"))) {
      all.add(new Refused("JSON " + Refused.shown(body), 400, "invalid_request", body, JSON));
    }
    all.add(
        new Refused(
            "JSON of 65 members",
            400,
            "invalid_request",
            IntStream.range(0, 65)
                .mapToObj(i -> "\"p" + i + "\":1")
                .collect(Collectors.joining(",", "{", "}")),
            JSON));
    all.add(
        new Refused(
            "JSON with 65 resources",
            400,
            "invalid_request",
            IntStream.range(0, 65)
                .mapToObj(i -> "\"r" + i + "\"")
                .collect(Collectors.joining(",", "{\"resource\":[", "]}")),
            JSON,
            alice()));
    all.add(
        new Refused(
            "JSON with half a character",
            400,
            "invalid_request",
            SECRET_JSON.replace("{", "{\"resource\":\"\\ud800\","),
            JSON));
    all.add(new Refused("JSON that is a form", 400, "invalid_request", SECRET_FORM, JSON));
    return all;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refusals")
  void isRefusedAndAuditedAndDoesNoHarm(Refused refused) throws IOException {
    refused.check(service);
  }

  @Test
  void aBodyWithoutALengthIsBoundedTheSame() throws IOException {
    var chunk = "&x=" + "a".repeat(0x1000 - 3);
    for (var chunks : List.of(3, 5)) {
      var answer =
          service.http.exchange(
              "POST /token HTTP/1.1\r\nHost: localhost:"
                  + service.port()
                  + "\r\nConnection: close\r\n"
                  + FORM
                  + "\r\nTransfer-Encoding: chunked\r\n\r\n"
                  + Integer.toHexString(SECRET_FORM.length())
                  + "\r\n"
                  + SECRET_FORM
                  + "\r\n"
                  + ("1000\r\n" + chunk.replace("x", "p") + "\r\n")
                      .repeat(chunks - 1)
                      .replaceFirst("p=", "q=")
                  + "0\r\n\r\n");
      if (chunks == 5) {
        RefusalAssert.isOurs(answer, 413);
      } else {
        assertThat(answer.status()).isEqualTo(200);
      }
    }
  }
}
