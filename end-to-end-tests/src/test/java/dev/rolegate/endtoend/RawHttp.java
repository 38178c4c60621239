package dev.rolegate.endtoend;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Sends bytes that no HTTP client would send, on a connection of its own for each exchange. */
public final class RawHttp {
  private static final int PATIENCE_MILLIS = 30_000;

  private final int port;

  public RawHttp(URI base) {
    this.port = base.getPort();
  }

  /** The value of the right {@code Host}. */
  public String host() {
    return "localhost:" + port;
  }

  /** A request that asks for the connection to be closed; headers are {@code Name: value}. */
  public byte[] request(String method, String target, byte[] body, List<String> headers) {
    var head = new StringBuilder(method + " " + target + " HTTP/1.1\r\n");
    head.append("Host: ").append(host()).append("\r\nConnection: close\r\n");
    headers.forEach(header -> head.append(header).append("\r\n"));
    head.append("Content-Length: ").append(body.length).append("\r\n\r\n");
    var all = new ByteArrayOutputStream();
    all.writeBytes(utf8(head.toString()));
    all.writeBytes(body);
    return all.toByteArray();
  }

  public Answer post(String target, String body, String... headers) {
    return exchange(request("POST", target, utf8(body), List.of(headers)));
  }

  /** Sends the bytes and reads one answer. */
  public Answer exchange(byte[] raw) {
    return exchangeAll(raw).getFirst();
  }

  /** Sends the bytes and reads every answer that comes before the connection ends. */
  public List<Answer> exchangeAll(byte[] raw) {
    try (var socket = connect()) {
      write(socket, raw);
      return RawAnswers.parse(readAll(socket));
    } catch (IOException e) {
      throw new AssertionError("no answer to: " + new String(raw, StandardCharsets.UTF_8), e);
    }
  }

  /** A connection for those who send in pieces. */
  public Socket connect() throws IOException {
    var socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(PATIENCE_MILLIS);
    socket.setTcpNoDelay(true);
    return socket;
  }

  public static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static void write(Socket socket, byte[] raw) throws IOException {
    try {
      socket.getOutputStream().write(raw);
      socket.getOutputStream().flush();
      // The server would otherwise wait for the next request of a connection that stays.
      socket.shutdownOutput();
    } catch (SocketException refused) {
      // A server that refuses a body need not read it to its end; its answer is there.
    }
  }

  private static byte[] readAll(Socket socket) throws IOException {
    var all = new ByteArrayOutputStream();
    var buffer = new byte[8192];
    var in = socket.getInputStream();
    try {
      for (var read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        all.writeBytes(Arrays.copyOf(buffer, read));
      }
    } catch (SocketException reset) {
      // A server that refuses the rest of a body resets after its answer.
    }
    return all.toByteArray();
  }
}
