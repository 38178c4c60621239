package dev.rolegate.auth.http;

import java.util.List;

/** What stands between a service and being ready. Asked on each {@code GET /health/ready}. */
@FunctionalInterface
public interface Health {
  /** Sentences that say what is missing; empty when ready. Must answer at once. */
  List<String> obstacles();
}
