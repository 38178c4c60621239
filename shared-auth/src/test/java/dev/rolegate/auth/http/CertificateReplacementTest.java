package dev.rolegate.auth.http;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.rolegate.auth.http.TestCertificate.Draft;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

@Timeout(180)
class CertificateReplacementTest {
  private static final int REPLACEMENTS = 20;

  @TempDir Path folder;
  private final PrometheusMeterRegistry metrics = HttpFixture.metrics();
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private TlsFixture files;
  private HttpService service;

  @BeforeEach
  void start() throws IOException {
    files = new TlsFixture(folder);
    log.start();
    logger().addAppender(log);
    service =
        HttpService.start(
            HttpFixture.config(folder, files.settings()),
            List::of,
            metrics,
            null,
            () -> {},
            List.of(),
            routes -> routes.get("/mcp", ctx -> ctx.result("served")),
            Duration.ofMillis(20));
  }

  @AfterEach
  void stop() {
    service.close();
    logger().detachAppender(log);
  }

  /** Makes a pair unfit. */
  private interface Breaking {
    void of(TlsFixture files) throws IOException;
  }

  private record Bad(String name, Breaking breaking, String said) {}

  private static List<Bad> bad() {
    return List.of(
        new Bad(
            "another's key",
            f -> f.give(f.authority.issue().certificatePem(), f.authority.issue().keyPem()),
            "TLS_KEY_FILE: does not belong"),
        new Bad("no PEM", f -> Files.writeString(f.chain, "x"), "TLS_CERT_FILE: holds no PEM"),
        new Bad("no file", f -> Files.delete(f.key), "TLS_KEY_FILE: "),
        new Bad(
            "an expired one",
            f ->
                f.give(
                    f.authority.issue(
                        Draft.of(TestCertificate.ec())
                            .from(Instant.EPOCH)
                            .until(Instant.EPOCH.plusSeconds(9)))),
            "TLS_CERT_FILE: certificate 1 expired"),
        new Bad(
            "a key that others read",
            f -> {
              Files.setPosixFilePermissions(f.key, PosixFilePermissions.fromString("rw-r--r--"));
              Files.writeString(f.chain, f.authority.issue().certificatePem());
            },
            "TLS_KEY_FILE: " /* its path */));
  }

  @Test
  void anUnfitPairIsRefusedOnceAloudAndTheOldOneStays() throws Exception {
    for (var bad : bad()) {
      log.list.clear();
      var before = serial();
      bad.breaking.of(files);
      awaitServing(() -> refused() == 1);
      assertThat(serial()).as(bad.name).isEqualTo(before);
      awaitServing(() -> said(Level.ERROR).stream().anyMatch(line -> line.startsWith(bad.said)));
      // Further looks say nothing new.
      for (var i = 0; i < 20; i++) {
        assertServed();
      }
      assertThat(said(Level.ERROR)).as(bad.name).doesNotHaveDuplicates();
      assertThat(said(Level.ERROR))
          .allMatch(line -> line.endsWith(" stays in use") && !line.contains("PRIVATE KEY"));
      var next = files.authority.issue();
      files.give(next);
      awaitServing(() -> refused() == 0 && serial().equals(serialOf(next)));
    }
  }

  @Test
  void theOldPairPutBackEndsTheRefusal() throws Exception {
    var chain = Files.readString(files.chain);
    var key = Files.readString(files.key);
    Files.writeString(files.chain, "x");
    awaitServing(() -> refused() == 1);
    files.give(chain, key);
    awaitServing(() -> refused() == 0);
  }

  @Test
  void theMetricTellsWhenTheCertificateInUseExpires() throws Exception {
    var until = Instant.parse("2040-01-01T00:00:00Z");
    assertThat(notAfter()).isLessThan((double) until.getEpochSecond());
    var authority = TestCertificate.authority();
    var next = authority.issue(Draft.of(TestCertificate.ec()).until(until));
    files.give(next.certificatePem(), next.keyPem());
    awaitTrue(() -> notAfter() == until.getEpochSecond());
    assertThat(metrics.scrape())
        .contains("rolegate_tls_certificate_not_after_seconds{service=\"hr\"}")
        .contains("rolegate_tls_certificate_refused{service=\"hr\"}");
  }

  @Test
  void noRequestFailsWhileCertificatesAreReplaced() throws Exception {
    var ended = new AtomicBoolean();
    var served = new AtomicInteger();
    var first = serial();
    try (var kept = socket();
        var load = Executors.newVirtualThreadPerTaskExecutor()) {
      var callers = new ArrayList<Future<Integer>>();
      for (var i = 0; i < 4; i++) {
        // On a connection of its own for each request, so that handshakes meet replacements.
        callers.add(load.submit(untilEnded(ended, served, this::assertServed)));
      }
      // On one connection all the time.
      callers.add(load.submit(untilEnded(ended, served, () -> ask(kept))));
      try {
        for (var i = 0; i < REPLACEMENTS; i++) {
          var next = files.authority.issue();
          files.give(next);
          awaitTrue(() -> serial().equals(serialOf(next)));
        }
      } finally {
        ended.set(true);
      }
      for (var caller : callers) {
        assertThat(caller.get()).isPositive();
      }
      ask(kept);
      assertThat(serialOf(kept)).isEqualTo(first);
    }
    assertThat(served.get()).isGreaterThan(REPLACEMENTS);
  }

  /** One request, which throws when it fails. */
  private interface Request {
    void run() throws Exception;
  }

  private static Callable<Integer> untilEnded(
      AtomicBoolean ended, AtomicInteger served, Request request) {
    return () -> {
      var own = 0;
      while (!ended.get()) {
        request.run();
        served.incrementAndGet();
        own++;
      }
      return own;
    };
  }

  /** Waits for something by requests, none of which may fail. */
  private void awaitServing(Callable<Boolean> condition) throws Exception {
    do {
      assertServed();
    } while (!condition.call());
  }

  private static void awaitTrue(Callable<Boolean> condition) throws Exception {
    while (!condition.call()) {
      Thread.onSpinWait();
    }
  }

  private void assertServed() throws IOException {
    var ready = files.http(service.port()).ask("GET", "/health/ready");
    assertThat(ready.status()).isEqualTo(200);
  }

  private void ask(SSLSocket socket) throws IOException {
    var line = "GET /mcp HTTP/1.1\r\nHost: localhost:" + service.port() + "\r\n\r\n";
    socket.getOutputStream().write(RawHttp.bytes(line));
    assertThat(RawHttp.answer(socket).body()).isEqualTo("served");
  }

  private SSLSocket socket() throws IOException {
    var socket =
        (SSLSocket) files.client().createSocket(InetAddress.getLoopbackAddress(), service.port());
    socket.setSoTimeout(20_000);
    return socket;
  }

  /** Of the certificate that a new connection gets. */
  private BigInteger serial() throws IOException {
    try (var socket = socket()) {
      return serialOf(socket);
    }
  }

  private static BigInteger serialOf(SSLSocket socket) throws IOException {
    return ((X509Certificate) socket.getSession().getPeerCertificates()[0]).getSerialNumber();
  }

  private static BigInteger serialOf(TestCertificate one) {
    return one.certificate().getSerialNumber();
  }

  private double refused() {
    return metrics.get("rolegate.tls.certificate.refused").gauge().value();
  }

  private double notAfter() {
    return metrics.get("rolegate.tls.certificate.not.after").gauge().value();
  }

  private List<String> said(Level level) {
    return List.copyOf(log.list).stream()
        .filter(event -> event.getLevel() == level)
        .map(ILoggingEvent::getFormattedMessage)
        .toList();
  }

  private static Logger logger() {
    return (Logger) LoggerFactory.getLogger(CertificateWatch.class);
  }
}
