package dev.rolegate.auth.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import javax.net.SocketFactory;

/** Sends bytes that no HTTP client would send, and reads whatever comes back. */
public final class RawHttp {
  private static final int PATIENCE_MILLIS = 20_000;

  private final int port;
  private final SocketFactory sockets;

  public RawHttp(int port) {
    this(port, SocketFactory.getDefault());
  }

  /** Over TLS, say. */
  public RawHttp(int port, SocketFactory sockets) {
    this.port = port;
    this.sockets = sockets;
  }

  /** One answer, in the letters that came. */
  public record Answer(int status, String head, String body) {
    public List<String> headers(String name) {
      var values = new ArrayList<String>();
      for (var line : head.split("\r\n", -1)) {
        var colon = line.indexOf(':');
        if (colon > 0 && line.substring(0, colon).equalsIgnoreCase(name)) {
          values.add(line.substring(colon + 1).strip());
        }
      }
      return values;
    }

    public String header(String name) {
      var values = headers(name);
      return values.isEmpty() ? "" : values.getFirst();
    }

    public boolean hasHeader(String name) {
      return !headers(name).isEmpty();
    }
  }

  /** A request with the right Host that asks for the connection to be closed. */
  public Answer ask(String method, String target, String... headers) throws IOException {
    return exchange(request(method, target, headers) + "\r\n");
  }

  public Answer post(String target, String body, String... headers) throws IOException {
    var length = "Content-Length: " + body.getBytes(StandardCharsets.UTF_8).length;
    return exchange(request("POST", target, headers) + length + "\r\n\r\n" + body);
  }

  private String request(String method, String target, String... headers) {
    var request = new StringBuilder(method + " " + target + " HTTP/1.1\r\n");
    request.append("Host: localhost:" + port + "\r\nConnection: close\r\n");
    for (var header : headers) {
      request.append(header).append("\r\n");
    }
    return request.toString();
  }

  /** Sends the bytes and reads one answer, and what follows it on a connection that ends. */
  public Answer exchange(String raw) throws IOException {
    try (var socket = connect()) {
      try {
        socket.getOutputStream().write(bytes(raw));
      } catch (SocketException refusedEarly) {
        // The answer to what was sent so far is there, and the rest of the body is not wanted.
      }
      return answer(socket);
    }
  }

  Socket connect() throws IOException {
    var socket = sockets.createSocket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(PATIENCE_MILLIS);
    socket.setTcpNoDelay(true);
    return socket;
  }

  static byte[] bytes(String raw) {
    return raw.getBytes(StandardCharsets.UTF_8);
  }

  static Answer answer(Socket socket) throws IOException {
    var all = new ByteArrayOutputStream();
    var buffer = new byte[8192];
    var in = socket.getInputStream();
    try {
      for (var read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        all.write(buffer, 0, read);
        if (isCompleteAndStays(all.toString(StandardCharsets.UTF_8))) {
          break;
        }
      }
    } catch (SocketException reset) {
      // A server that refuses the rest of a body resets after its answer.
    }
    return parsed(all.toString(StandardCharsets.UTF_8));
  }

  private static boolean isCompleteAndStays(String all) {
    if (!all.contains("\r\n\r\n")) {
      return false;
    }
    var answer = parsed(all);
    return answer.hasHeader("Content-Length")
        && !answer.header("Connection").equals("close")
        && bytes(answer.body()).length >= Integer.parseInt(answer.header("Content-Length"));
  }

  private static Answer parsed(String all) {
    var end = all.indexOf("\r\n\r\n");
    assertThat(end).as("the end of the header in: " + all).isPositive();
    var head = all.substring(0, end);
    return new Answer(Integer.parseInt(head.substring(9, 12)), head, all.substring(end + 4));
  }
}
