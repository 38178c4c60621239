package dev.rolegate.cli.verify;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * Sends bytes as they are and reads what comes, each time on a connection of its own. Bytes and
 * time are bounded. Thread-safe.
 */
final class Wire {
  private static final int PATIENCE_MILLIS = 15_000;
  private static final int LONGEST = 4 * 1024 * 1024;

  private final @Nullable SSLContext trust;

  /**
   * @param trust whom to believe over https; null: those of Java
   */
  Wire(@Nullable SSLContext trust) {
    this.trust = trust;
  }

  /**
   * One exchange.
   *
   * @throws Unverifiable when nobody listens
   */
  Heard exchange(Target target, byte[] sent) {
    try (var socket = connect(target)) {
      write(socket, sent);
      return read(new BufferedInputStream(socket.getInputStream()), isHead(sent));
    } catch (ConnectException | UnknownHostException e) {
      throw unreached(target);
    } catch (IOException e) {
      return Heard.nothing(String.valueOf(e.getMessage()));
    }
  }

  /** A connection for those who read a stream. */
  Socket connect(Target target) throws IOException {
    var socket = new Socket();
    try {
      socket.connect(new InetSocketAddress(target.host(), target.port()), PATIENCE_MILLIS);
      socket.setSoTimeout(PATIENCE_MILLIS);
      socket.setTcpNoDelay(true);
      return target.tls() ? secured(socket, target) : socket;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  private Socket secured(Socket socket, Target target) throws IOException {
    try {
      var context = trust == null ? SSLContext.getDefault() : trust;
      var name = target.url().getHost();
      var secured =
          (SSLSocket) context.getSocketFactory().createSocket(socket, name, target.port(), true);
      var parameters = secured.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      secured.setSSLParameters(parameters);
      secured.startHandshake();
      return secured;
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has TLS", e);
    }
  }

  static Unverifiable unreached(Target target) {
    return new Unverifiable(
        "%s does not answer at %s port %d; start it, or say where it is: --connect-to %s=HOST:PORT"
            .formatted(target.name(), target.host(), target.port(), target.name()));
  }

  private static void write(Socket socket, byte[] sent) throws IOException {
    try {
      socket.getOutputStream().write(sent);
      socket.getOutputStream().flush();
    } catch (SocketException refused) {
      // Whoever refuses a body need not read it to its end; the answer may be there.
    }
  }

  static Heard read(InputStream in, boolean bodiless) throws IOException {
    var status = line(in);
    if (status == null) {
      return Heard.nothing("the connection was closed");
    }
    var words = status.split(" ", 3);
    var code = words.length > 1 && words[1].matches("[0-9]{3}") ? Integer.parseInt(words[1]) : 0;
    if (code == 0) {
      return Heard.nothing("not HTTP: " + status);
    }
    List<String> headers = new ArrayList<>();
    for (var line = line(in); line != null && !line.isEmpty(); line = line(in)) {
      headers.add(line);
    }
    if (code == 100) {
      return read(in, bodiless);
    }
    var head = new Heard(code, headers, "");
    var endless = head.header("Content-Type").startsWith("text/event-stream");
    if (bodiless || endless || code == 204 || code == 304) {
      return head;
    }
    return new Heard(code, headers, new String(body(head, in), UTF_8));
  }

  private static byte[] body(Heard head, InputStream in) throws IOException {
    var length = head.header("Content-Length");
    try {
      if (head.header("Transfer-Encoding").equalsIgnoreCase("chunked")) {
        return new ChunkedStream(in).readNBytes(LONGEST);
      }
      return in.readNBytes(length.matches("[0-9]{1,7}") ? Integer.parseInt(length) : LONGEST);
    } catch (SocketException reset) {
      // A server that refuses the rest of a body resets after its answer.
      return new byte[0];
    }
  }

  /** Without its end; null when the stream ended. */
  static @Nullable String line(InputStream in) throws IOException {
    var line = new ByteArrayOutputStream();
    for (var next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        return null;
      }
      if (line.size() > 64 * 1024) {
        throw new IOException("a line does not end");
      }
      line.write(next);
    }
    return line.toString(ISO_8859_1).stripTrailing();
  }

  private static boolean isHead(byte[] sent) {
    return new String(sent, 0, Math.min(5, sent.length), ISO_8859_1).equals("HEAD ");
  }
}
