package dev.rolegate.auth.http;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.rolegate.auth.AuditTrail;
import dev.rolegate.auth.TestClock;
import dev.rolegate.auth.anchor.AnchorConfig;
import dev.rolegate.auth.anchor.Receiver;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** What is told of an audit whose checkpoints nobody elsewhere takes, and then somebody does. */
class AuditHealthTest {
  private static final Logger ANCHORS =
      (Logger) LoggerFactory.getLogger("dev.rolegate.auth.anchor.RemoteAnchors");

  @TempDir Path data;

  @BeforeEach
  void silence() {
    ANCHORS.setLevel(Level.OFF);
  }

  @AfterEach
  void speak() {
    ANCHORS.setLevel(null);
  }

  @Test
  void anchorsThatNobodyTakesAreARemarkAndInNobodysWay() throws Exception {
    var metrics = HttpFixture.metrics();
    try (var receiver = new Receiver().answering(500);
        var trail = AuditTrail.inFolder(data, new AnchorConfig("hr", receiver.url()));
        var service =
            HttpService.start(
                HttpFixture.config(data, Map.of()),
                List::of,
                metrics,
                new FrontAudit("hr", trail, new TestClock()),
                () -> {},
                List.of(),
                routes -> {})) {
      await(trail, true);
      var failing = ready(service);
      assertThat(failing.statusCode()).isEqualTo(200);
      assertThat(failing.body())
          .contains("\"status\":\"UP\"")
          .contains("\"remarks\":[\"Checkpoints of the audit are not taken at AUDIT_ANCHOR_URL.\"]")
          .doesNotContain("127.0.0.1:" + receiver.port());
      assertThat(metrics.scrape())
          .contains("rolegate_audit_failing{part=\"anchors\",service=\"hr\"} 1.0")
          .contains("rolegate_audit_failing{part=\"checkpoints\",service=\"hr\"} 0.0");
      receiver.answering(204);
      await(trail, false);
      assertThat(ready(service).body()).contains("\"status\":\"UP\"").doesNotContain("remarks");
      assertThat(metrics.scrape())
          .contains("rolegate_audit_failing{part=\"anchors\",service=\"hr\"} 0.0")
          .contains("rolegate_audit_line{service=\"hr\",state=\"anchored\"} 0.0");
    }
  }

  @Test
  void withoutAPlaceToSendThemNothingIsToldOfAnchors() throws Exception {
    var metrics = HttpFixture.metrics();
    try (var trail = AuditTrail.inFolder(data, new AnchorConfig("hr", null));
        var service =
            HttpService.start(
                HttpFixture.config(data, Map.of()),
                List::of,
                metrics,
                new FrontAudit("hr", trail, new TestClock()),
                () -> {},
                List.of(),
                routes -> {})) {
      assertThat(ready(service).body()).doesNotContain("remarks");
      assertThat(metrics.scrape()).contains("rolegate_audit_line{").doesNotContain("=\"anchor");
    }
  }

  private static void await(AuditTrail trail, boolean failing) {
    var until = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (trail.anchors().failing() != failing) {
      assertThat(System.nanoTime()).isLessThan(until);
      Thread.onSpinWait();
    }
  }

  private static HttpResponse<String> ready(HttpService service)
      throws IOException, InterruptedException {
    var url = URI.create("http://localhost:" + service.port() + "/health/ready");
    try (var http = HttpClient.newHttpClient()) {
      return http.send(HttpRequest.newBuilder(url).build(), BodyHandlers.ofString());
    }
  }
}
