package dev.rolegate.auth.http;

import dev.rolegate.auth.apikey.ApiKeys;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/** What metrics tell of the API keys. */
public final class ApiKeyHealth {
  private ApiKeyHealth() {}

  /** Registers the gauges of a service; none where no key is accepted. */
  public static void addTo(MeterRegistry metrics, String service, ApiKeys keys) {
    if (!keys.areAccepted()) {
      return;
    }
    Gauge.builder("rolegate.apikeys.refused", () -> keys.isRefused() ? 1 : 0)
        .description("1 while the file of the API keys holds something that is not in force")
        .tag("service", service)
        .strongReference(true)
        .register(metrics);
    Gauge.builder("rolegate.apikeys", keys::size)
        .description("API keys that are in force, ended ones among them")
        .tag("service", service)
        .strongReference(true)
        .register(metrics);
  }
}
