package dev.rolegate.endtoend.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** One connection to a server, with as little of a client on it as there can be. */
final class KeptConnection implements AutoCloseable {
  private final URI url;
  private final Socket socket;
  private final InputStream in;

  KeptConnection(URI url) throws IOException {
    this.url = url;
    this.socket = new Socket("localhost", url.getPort());
    socket.setTcpNoDelay(true);
    this.in = new BufferedInputStream(socket.getInputStream());
  }

  /**
   * Posts to {@code /mcp} and reads the whole answer.
   *
   * @param headers lines, each with its end
   * @return nanoseconds from the first byte sent to the last one read
   */
  long post(String body, String headers) throws IOException {
    var request =
        ("POST /mcp HTTP/1.1\r\nHost: localhost:%d\r\nContent-Type: application/json\r\n"
                + "Accept: application/json, text/event-stream\r\n%sContent-Length: %d\r\n\r\n%s")
            .formatted(url.getPort(), headers, body.length(), body)
            .getBytes(StandardCharsets.US_ASCII);
    var begun = System.nanoTime();
    socket.getOutputStream().write(request);
    var status = line();
    var length = -1;
    for (var line = line(); !line.isEmpty(); line = line()) {
      if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
        length = Integer.parseInt(line.substring("content-length:".length()).strip());
      }
    }
    var read = length < 0 ? chunks() : in.readNBytes(length).length;
    var nanos = System.nanoTime() - begun;
    assertThat(status).startsWith("HTTP/1.1 200");
    assertThat(read).isPositive();
    return nanos;
  }

  /** RFC 9112 §7.1, without trailers. */
  private int chunks() throws IOException {
    var read = 0;
    for (var size = Integer.parseInt(line(), 16); size > 0; size = Integer.parseInt(line(), 16)) {
      read += in.readNBytes(size).length;
      line();
    }
    line();
    return read;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  private String line() throws IOException {
    var line = new StringBuilder();
    for (var c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new IOException("the server ended the connection");
      }
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }
}
