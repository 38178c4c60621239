package dev.rolegate.cli.verify;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolegate.auth.StrictJson;
import dev.rolegate.auth.StrictJson.Reading;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * An answer.
 *
 * @param status 0: none came
 * @param headers lines as they came
 */
record Heard(int status, List<String> headers, String body) {
  private static final StrictJson JSON = new StrictJson(4 * 1024 * 1024, 256 * 1024, 256);
  private static final Pattern ERROR = Pattern.compile("error=\"([a-z_]+)\"");

  /** What never stands in an answer: the inside of a program. */
  private static final Pattern INSIDE =
      Pattern.compile(
          "(?:Exception|Error):|\\bat [a-z]+\\.[a-z.]+[A-Za-z$]+\\.[a-z]+\\(|dev\\.rolegate\\.");

  Heard {
    headers = List.copyOf(headers);
  }

  static Heard nothing(String why) {
    return new Heard(0, List.of(), why);
  }

  /** The first value of a header; empty when there is none. */
  String header(String name) {
    var start = name.toLowerCase(Locale.ROOT) + ":";
    return headers.stream()
        .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(start))
        .map(line -> line.substring(start.length()).strip())
        .findFirst()
        .orElse("");
  }

  JsonNode json() {
    ObjectNode read =
        JSON.read(body.getBytes(UTF_8)) instanceof Reading.Read(var object) ? object : null;
    return read == null ? MissingNode.getInstance() : read;
  }

  /** What came, in a few words: the status and the code that says why. */
  String verdict() {
    if (status == 0) {
      return "no answer: " + body;
    }
    var code = code();
    var said = code.isEmpty() ? Integer.toString(status) : status + " " + code;
    return INSIDE.matcher(body).find() ? said + ", and it shows its inside" : said;
  }

  /** The same, but it matters that none of these texts comes back. */
  String verdict(String secret) {
    var heard = text();
    return !secret.isEmpty() && heard.contains(secret)
        ? verdict() + ", and it echoes the token"
        : verdict();
  }

  String text() {
    return status == 0
        ? body
        : "HTTP/1.1 " + status + "\n" + String.join("\n", headers) + "\n\n" + body;
  }

  private String code() {
    var challenge = header("WWW-Authenticate");
    if (status == 401 && challenge.startsWith("Bearer")) {
      // A client that sent no token is told no error (RFC 6750 §3.1).
      var told = ERROR.matcher(challenge);
      return told.find() ? told.group(1) : "";
    }
    if (status < 300 && !json().has("error")) {
      return "";
    }
    var error = json().path("error");
    return error.isTextual() ? error.asText() : error.path("code").asText("");
  }
}
