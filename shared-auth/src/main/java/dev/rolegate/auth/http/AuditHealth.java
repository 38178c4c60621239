package dev.rolegate.auth.http;

import dev.rolegate.auth.AuditTrail;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * What health and metrics tell of an audit. A service whose audit cannot be written, or cannot be
 * vouched for, is not ready; one whose checkpoints nobody elsewhere takes is, and says so.
 */
final class AuditHealth {
  private final AuditTrail trail;

  AuditHealth(AuditTrail trail) {
    this.trail = trail;
  }

  List<String> obstacles() {
    var obstacles = new ArrayList<String>();
    if (!trail.writable()) {
      obstacles.add("The audit cannot be written.");
    }
    if (!trail.vouched()) {
      obstacles.add("The audit cannot be forced to its device and vouched for.");
    }
    return obstacles;
  }

  List<String> remarks() {
    return trail.anchors().failing()
        ? List.of("Checkpoints of the audit are not taken at AUDIT_ANCHOR_URL.")
        : List.of();
  }

  /** Registers the gauges; of the checkpoints elsewhere only when some are to be sent. */
  void addTo(MeterRegistry metrics, String service) {
    line(metrics, service, "written", trail::line);
    line(metrics, service, "vouched", trail::vouchedLine);
    failing(metrics, service, "lines", () -> !trail.writable());
    failing(metrics, service, "checkpoints", () -> !trail.vouched());
    if (trail.anchors().wanted()) {
      line(metrics, service, "anchored", this::anchoredLine);
      failing(metrics, service, "anchors", () -> trail.anchors().failing());
    }
  }

  private long anchoredLine() {
    var kept = trail.anchors().kept();
    return kept == null ? 0 : kept.at().seq();
  }

  private static void line(
      MeterRegistry metrics, String service, String state, LongSupplier number) {
    Gauge.builder("rolegate.audit.line", number::getAsLong)
        .description("The number of the audit's last line that is written, vouched for, anchored")
        .tag("service", service)
        .tag("state", state)
        .strongReference(true)
        .register(metrics);
  }

  private static void failing(
      MeterRegistry metrics, String service, String part, BooleanSupplier failing) {
    Gauge.builder("rolegate.audit.failing", () -> failing.getAsBoolean() ? 1 : 0)
        .description("1 while lines, checkpoints, or anchors of the audit cannot be written")
        .tag("service", service)
        .tag("part", part)
        .strongReference(true)
        .register(metrics);
  }
}
