package dev.rolegate.cli.verify;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * A request as it will be on the wire, to the byte: no client library makes it better than it is.
 *
 * @param headers lines; without a {@code Host} or a length of their own, the right ones are added
 */
@SuppressWarnings("ArrayRecordComponent") // sent once, never compared
record Ask(String method, String path, List<String> headers, byte[] body) {
  static final String JSON = "Content-Type: application/json";
  static final String ACCEPT = "Accept: application/json, text/event-stream";
  static final String ACCEPT_STREAM = "Accept: text/event-stream";

  Ask {
    headers = List.copyOf(headers);
  }

  static Ask of(String method, String path, String... headers) {
    return new Ask(method, path, List.of(headers), new byte[0]);
  }

  /** A POST of JSON, as MCP wants it. */
  static Ask json(String path, String body, String... headers) {
    var all = new ArrayList<>(List.of(JSON, ACCEPT));
    all.addAll(Arrays.asList(headers));
    return new Ask("POST", path, all, body.getBytes(UTF_8));
  }

  static String bearer(String token) {
    return "Authorization: Bearer " + token;
  }

  Ask with(String... more) {
    var all = new ArrayList<>(headers);
    all.addAll(Arrays.asList(more));
    return new Ask(method, path, all, body);
  }

  Ask without(String name) {
    var rest = headers.stream().filter(line -> !isNamed(line, name)).toList();
    return new Ask(method, path, rest, body);
  }

  Ask at(String other) {
    return new Ask(method, other, headers, body);
  }

  Ask by(String other) {
    return new Ask(other, path, headers, body);
  }

  Ask saying(byte[] other) {
    return new Ask(method, path, headers, other);
  }

  byte[] bytes(Target target) {
    var head = new StringBuilder(method + " " + path + " HTTP/1.1\r\n");
    if (!has("Host") && !has("No-Host")) {
      head.append("Host: ").append(target.authority()).append("\r\n");
    }
    headers.stream()
        .filter(line -> !isNamed(line, "No-Host"))
        .forEach(line -> head.append(line).append("\r\n"));
    if (!has("Content-Length") && !has("Transfer-Encoding") && !method.equals("GET")) {
      head.append("Content-Length: ").append(body.length).append("\r\n");
    }
    var all = new ByteArrayOutputStream();
    all.writeBytes(head.append("Connection: close\r\n\r\n").toString().getBytes(ISO_8859_1));
    all.writeBytes(body);
    return all.toByteArray();
  }

  private boolean has(String name) {
    return headers.stream().anyMatch(line -> isNamed(line, name));
  }

  private static boolean isNamed(String line, String name) {
    return line.toLowerCase(Locale.ROOT).startsWith(name.toLowerCase(Locale.ROOT) + ":");
  }
}
