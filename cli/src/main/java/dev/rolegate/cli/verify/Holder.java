package dev.rolegate.cli.verify;

import org.jspecify.annotations.Nullable;

/** A probe with a token for all the servers that it is registered for. */
record Holder(Probe probe, String token) {
  @Nullable String role() {
    return probe.role();
  }

  /** What the report calls its role. */
  String title() {
    return probe.title();
  }

  /** Whether the token is for this server, as it says itself. */
  boolean covers(Target target) {
    var resource = target.url().toString();
    var audience = Jwt.parse(token).payload().path("aud");
    return audience.isArray()
        ? audience.valueStream().anyMatch(one -> one.asText().equals(resource))
        : audience.asText().equals(resource);
  }

  @Override
  public String toString() {
    return "Holder[" + probe.id() + "]";
  }
}
