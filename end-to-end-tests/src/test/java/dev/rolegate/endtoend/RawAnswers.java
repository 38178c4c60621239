package dev.rolegate.endtoend;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Takes the answers of one connection apart (RFC 9112 §6), chunked or with a length. */
final class RawAnswers {
  private final byte[] bytes;
  private int at;

  private RawAnswers(byte[] bytes) {
    this.bytes = bytes;
  }

  /** At least one answer, or a failed test. */
  static List<Answer> parse(byte[] bytes) {
    var reader = new RawAnswers(bytes);
    var answers = new ArrayList<Answer>();
    while (reader.at < bytes.length) {
      answers.add(reader.next());
    }
    if (answers.isEmpty()) {
      throw new AssertionError("the connection ended without an answer");
    }
    return answers;
  }

  private Answer next() {
    var status = line();
    if (!status.matches("HTTP/1\\.1 [1-5][0-9][0-9].*")) {
      throw new AssertionError("not an answer of HTTP/1.1: " + status);
    }
    var headers = new ArrayList<String>();
    for (var line = line(); !line.isEmpty(); line = line()) {
      headers.add(line);
    }
    var code = Integer.parseInt(status.substring(9, 12));
    return new Answer(code, headers, body(new Answer(code, headers, "")));
  }

  private String body(Answer head) {
    if (head.status() < 200 || head.status() == 204) {
      return "";
    }
    if (head.header("Transfer-Encoding").equals("chunked")) {
      return chunks();
    }
    var length = head.header("Content-Length");
    return text(take(length.isEmpty() ? bytes.length - at : Integer.parseInt(length)));
  }

  private String chunks() {
    var whole = new ByteArrayOutputStream();
    for (var size = Integer.parseInt(line(), 16); size > 0; size = Integer.parseInt(line(), 16)) {
      whole.writeBytes(take(size));
      line();
    }
    line();
    return text(whole.toByteArray());
  }

  private byte[] take(int count) {
    var end = Math.min(bytes.length, at + count);
    var taken = Arrays.copyOfRange(bytes, at, end);
    at = end;
    return taken;
  }

  private String line() {
    var start = at;
    while (at + 1 < bytes.length && !(bytes[at] == '\r' && bytes[at + 1] == '\n')) {
      at++;
    }
    var line = new String(bytes, start, at - start, StandardCharsets.UTF_8);
    at = Math.min(bytes.length, at + 2);
    return line;
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
