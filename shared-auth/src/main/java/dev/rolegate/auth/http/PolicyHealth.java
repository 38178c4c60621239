package dev.rolegate.auth.http;

import dev.rolegate.auth.LivePolicy;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/** What metrics tell of the access policy. */
public final class PolicyHealth {
  private PolicyHealth() {}

  /** Registers the gauge of a service. */
  public static void addTo(MeterRegistry metrics, String service, LivePolicy policy) {
    Gauge.builder("rolegate.policy.refused", () -> policy.isRefused() ? 1 : 0)
        .description("1 while the policy's file holds something that is not in force")
        .tag("service", service)
        .strongReference(true)
        .register(metrics);
  }
}
