package dev.rolegate.cli.verify;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a report holds of requests and answers. */
class EvidenceTest {
  private static final String SECRET = "kq8Yc2mJx0vQp7nWk4sLz9tRb3uHd6fA";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Authorization: Bearer " + SECRET,
        "authorization: DPoP " + SECRET,
        "Authorization: Basic " + SECRET,
        "Authorization: " + SECRET,
        "X-Forwarded-Authorization: Bearer " + SECRET,
        "Cookie: access_token=" + SECRET,
        "POST /token HTTP/1.1\r\n\r\nclient_id=a&client_secret=" + SECRET + "&x=y",
        "GET /mcp?access_token=" + SECRET + " HTTP/1.1",
        "{\"x\":\"" + SECRET + ".eyJpc3MiOiJ4In0." + SECRET + "\"}",
        "Mcp-Session-Id: 0123456789abcdef0123456789abcdef"
      })
  void noCredentialIsKept(String text) {
    assertThat(Evidence.shown(text)).doesNotContain(SECRET, "456789abcdef");
  }

  @Test
  void theRestIsKeptAndMovesNoCursor() {
    assertThat(Evidence.shown("POST /mcp HTTP/1.1\r\nHost: a\u0000\u001b[2J\r\n\r\n{}"))
        .isEqualTo("POST /mcp HTTP/1.1\nHost: a\u2400\u241b[2J\n\n{}");
    assertThat(Evidence.shown("x".repeat(100_000))).hasSizeLessThan(2_000).endsWith("(cut)");
  }

  @Test
  void whatOthersWroteIsEscapedInThePage() {
    assertThat(new Html().tag("p", "<script>'\"&\u202e").text())
        .isEqualTo("<p>&lt;script&gt;&#39;&quot;&amp;\ufffd</p>");
  }

  @Test
  void answersAreReadAsTheyCome() throws IOException {
    var chunked =
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\n{\"a\"\r\n3\r\n:1}\r\n0\r\n\r\n";
    assertThat(read(chunked).body()).isEqualTo("{\"a\":1}");
    assertThat(read("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n").verdict())
        .isEqualTo("204");
    assertThat(read("").verdict()).isEqualTo("no answer: the connection was closed");
    assertThat(read("SSH-2.0-x\r\n").verdict()).startsWith("no answer: not HTTP");
    var inside =
        "HTTP/1.1 500 X\r\nContent-Length: 30\r\n\r\njava.lang.IllegalStateException: x"
            .replace("30", "34");
    assertThat(read(inside).verdict()).isEqualTo("500, and it shows its inside");
  }

  @Test
  void aVerdictIsTheStatusAndTheCodeThatSaysWhy() {
    var challenge = "WWW-Authenticate: Bearer resource_metadata=\"x\"";
    var body = "{\"error\":\"unauthorized\"}";
    assertThat(new Heard(401, List.of(challenge), body).verdict()).isEqualTo("401");
    var invalid = challenge + ", error=\"invalid_token\"";
    assertThat(new Heard(401, List.of(invalid), body).verdict()).isEqualTo("401 invalid_token");
    assertThat(new Heard(401, List.of(invalid), body + SECRET).verdict(SECRET))
        .isEqualTo("401 invalid_token, and it echoes the token");
    assertThat(new Heard(400, List.of(), "{\"error\":{\"code\":-32600}}").verdict())
        .isEqualTo("400 -32600");
  }

  private static Heard read(String text) throws IOException {
    return Wire.read(new ByteArrayInputStream(text.getBytes(ISO_8859_1)), false);
  }
}
