package dev.rolegate.auth.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.rolegate.auth.config.Env;
import dev.rolegate.auth.config.Settings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** One byte now and then holds no connection under TLS either; Jetty alone would let it. */
@Timeout(120)
class SlowTlsRequestsTest {
  private static final SlowRequests.Limits SHORT =
      new SlowRequests.Limits(
          Duration.ofMillis(300), Duration.ofMillis(600), Duration.ofMillis(900));

  @TempDir Path folder;
  private TlsFixture files;
  private Door door;
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();

  @BeforeEach
  void open() throws IOException {
    files = new TlsFixture(folder);
    log.start();
    logger().addAppender(log);
    var read = TlsFiles.from(new Settings(Env.of(files.settings())), "localhost");
    var tls = Tls.with(requireNonNull(read).material(), "https://localhost:8001");
    door = Door.bind("PORT", "127.0.0.1", 0, tls, SHORT);
    door.serve(
        new FrontRules(Set.of("localhost"), false, Set.of(), 1 << 20),
        new RequestMetrics(HttpFixture.metrics(), "hr"),
        null,
        routes -> routes.post("/mcp", ctx -> ctx.result(ctx.bodyAsBytes())));
  }

  /** A slow caller is no bug of ours, and must not fill the log with errors. */
  @AfterEach
  void close() {
    door.close();
    logger().detachAppender(log);
    assertThat(log.list).noneMatch(event -> event.getLevel() == Level.ERROR);
  }

  @Test
  void aHeaderThatNeverEndsIsCutOff() throws IOException {
    assertIsCutOff(connect(), "POST /mcp HTTP/1.1\r\nX: ");
  }

  @Test
  void aBodyThatNeverEndsIsCutOff() throws IOException {
    assertIsCutOff(
        connect(), "POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000000\r\n\r\n");
  }

  @Test
  void aHandshakeThatNeverEndsIsCutOff() throws IOException {
    // The begin of a handshake record that announces 16 KiB.
    var socket = new Socket(InetAddress.getLoopbackAddress(), door.port());
    assertIsCutOff(socket, "\u0016\u0003\u0001?\u00ff\u0001");
  }

  @Test
  void aConnectionWithoutARequestIsCutOff() throws IOException {
    var socket = new Socket(InetAddress.getLoopbackAddress(), door.port());
    socket.setSoTimeout(60_000);
    assertThat(isEnded(socket)).isTrue();
  }

  /** With the handshake done, which needs more patience than a byte. */
  private SSLSocket connect() throws IOException {
    var socket = (SSLSocket) files.http(door.port()).connect();
    socket.startHandshake();
    return socket;
  }

  /** Sends a begin and then a byte every 20 ms, until the server has had enough. */
  private static void assertIsCutOff(Socket socket, String begin) throws IOException {
    try (socket) {
      socket.setSoTimeout(20);
      var sent = 0;
      try {
        socket.getOutputStream().write(begin.getBytes(ISO_8859_1));
        for (; sent < 4000 && !isEnded(socket); sent++) {
          socket.getOutputStream().write('a');
        }
      } catch (SocketException | SSLException e) {
        // Cut off while writing.
      }
      assertThat(sent).isBetween(1, 3999);
    }
  }

  private static Logger logger() {
    return (Logger) LoggerFactory.getLogger(Faults.class);
  }

  private static boolean isEnded(Socket socket) throws IOException {
    try {
      return socket.getInputStream().read() < 0;
    } catch (SocketTimeoutException e) {
      return false;
    }
  }
}
