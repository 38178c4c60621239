package dev.rolegate.auth.http;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads certificate, key and client authorities again every few seconds and puts what changed to
 * use. Files are compared by content: a mounted secret changes behind a link, with any time and
 * size. A pair that is unfit is refused loudly, once, and the one in use stays. Thread-safe.
 */
final class CertificateWatch implements AutoCloseable {
  static final Duration EVERY = Duration.ofSeconds(5);
  private static final Logger log = LoggerFactory.getLogger(CertificateWatch.class);

  private final TlsFiles files;
  private final Tls tls;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("certificates").factory());

  /** What is wrong with the files as they are; empty when they hold what is in use. */
  private volatile List<String> problems = List.of();

  /** What was wrong at the last look. */
  private List<String> seen = List.of();

  private CertificateWatch(TlsFiles files, Tls tls) {
    this.files = files;
    this.tls = tls;
  }

  static CertificateWatch start(
      String service, TlsFiles files, Tls tls, MeterRegistry metrics, Duration every) {
    var watch = new CertificateWatch(files, tls);
    Gauge.builder(
            "rolegate.tls.certificate.not.after",
            watch,
            it -> it.tls.material().certificate().notAfter().getEpochSecond())
        .description("When the certificate in use expires, in seconds since 1970")
        .baseUnit("seconds")
        .tag("service", service)
        .register(metrics);
    Gauge.builder("rolegate.tls.certificate.refused", watch, it -> it.problems.isEmpty() ? 0 : 1)
        .description("1 while the files hold a certificate or key that is not put to use")
        .tag("service", service)
        .register(metrics);
    log.info("Serves the certificate of {}", tls.material());
    var _ =
        watch.thread.scheduleWithFixedDelay(
            watch::look, every.toNanos(), every.toNanos(), TimeUnit.NANOSECONDS);
    return watch;
  }

  private void look() {
    try {
      switch (files.again()) {
        case TlsFiles.Reading.Refused(var why) -> refuse(why);
        case TlsFiles.Reading.Read(var material, var notices) -> {
          if (!material.equals(tls.material())) {
            tls.use(material);
            log.info("New connections get the certificate of {}", material);
            notices.forEach(log::warn);
          } else if (!problems.isEmpty()) {
            log.info("The files hold the certificate in use again");
          }
          problems = List.of();
          seen = List.of();
        }
      }
    } catch (RuntimeException e) {
      // Thrown on, it would end the watch.
      log.error("The certificate files could not be looked at; the old certificate stays", e);
      problems = List.of("unknown");
    }
  }

  /**
   * Said once, not every few seconds, and only when it is still there at the next look: the two
   * files are replaced one after the other.
   */
  private void refuse(List<String> why) {
    if (!why.equals(seen)) {
      seen = why;
    } else if (!why.equals(problems)) {
      why.forEach(problem ->
          log.error(
              "{}; the certificate of {} stays in use", problem, tls.material().certificate()));
      problems = why;
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
