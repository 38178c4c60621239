package dev.rolegate.cli.verify;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.Socket;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** A session of the deprecated pair: answers come on a stream that is read here, one by one. */
final class SseSession implements Session {
  private final Wire wire;
  private final Target target;
  private final String token;
  private final Socket socket;
  private final BufferedReader stream;
  private String messages = "";
  private int last;

  private SseSession(Wire wire, Target target, String token, Socket socket, BufferedReader stream) {
    this.wire = wire;
    this.target = target;
    this.token = token;
    this.socket = socket;
    this.stream = stream;
  }

  /** What {@code GET /sse} is answered. */
  record Opening(Spoken spoken, @Nullable SseSession session) {}

  static Opening open(Wire wire, Target target, String token) {
    var sent =
        Ask.of("GET", target.path("/sse"), Ask.ACCEPT_STREAM, Ask.bearer(token)).bytes(target);
    try {
      var socket = wire.connect(target);
      socket.getOutputStream().write(sent);
      socket.getOutputStream().flush();
      var in = new BufferedInputStream(socket.getInputStream());
      var head = Wire.read(in, false);
      var spoken = new Spoken(head, Evidence.of(sent, head));
      if (head.status() != 200) {
        socket.close();
        return new Opening(spoken, null);
      }
      var body =
          head.header("Transfer-Encoding").equalsIgnoreCase("chunked") ? new ChunkedStream(in) : in;
      return new Opening(
          spoken, initialized(new SseSession(wire, target, token, socket, on(body))));
    } catch (ConnectException e) {
      throw Wire.unreached(target);
    } catch (IOException e) {
      var heard = Heard.nothing(String.valueOf(e.getMessage()));
      return new Opening(new Spoken(heard, Evidence.of(sent, heard)), null);
    }
  }

  private static BufferedReader on(InputStream body) {
    return new BufferedReader(new InputStreamReader(body, UTF_8));
  }

  private static @Nullable SseSession initialized(SseSession session) throws IOException {
    var endpoint = URI.create(session.event("endpoint"));
    session.messages = endpoint.getRawPath() + "?" + endpoint.getRawQuery();
    var answer = session.request("initialize", Rpc.hello("2024-11-05"));
    if (!answer.heard().json().has("result")) {
      session.close();
      return null;
    }
    var ready = session.ask("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}");
    var _ = session.wire.exchange(session.target, ready.bytes(session.target));
    return session;
  }

  /** The path and query that the server named. */
  String messages() {
    return messages;
  }

  @Override
  public Spoken request(String method, JsonNode params) {
    var id = ++last;
    var sent = ask(Rpc.request(id, method, params).toString()).bytes(target);
    var told = wire.exchange(target, sent);
    if (told.status() != 202) {
      return new Spoken(told, Evidence.of(sent, told));
    }
    try {
      var heard = new Heard(200, told.headers(), event("message"));
      while (heard.json().path("id").asInt(-1) != id) {
        heard = new Heard(200, told.headers(), event("message"));
      }
      return new Spoken(heard, Evidence.of(sent, heard));
    } catch (IOException e) {
      var heard = Heard.nothing("the stream: " + e.getMessage());
      return new Spoken(heard, Evidence.of(sent, heard));
    }
  }

  @Override
  public Ask ask(String body) {
    return Ask.json(messages, body, Ask.bearer(token));
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The data of the next event of a type; others are passed over. */
  private String event(String type) throws IOException {
    var current = "message";
    for (var line = stream.readLine(); line != null; line = stream.readLine()) {
      if (line.isEmpty()) {
        current = "message";
      } else if (line.startsWith("event:")) {
        current = line.substring(6).strip();
      } else if (line.startsWith("data:") && current.equals(type)) {
        return line.substring(5).strip();
      }
    }
    throw new IOException("the server ended the stream");
  }
}
