package dev.rolegate.mcp;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Counts and times the calls of each tool as {@code rolegate_tool_calls_seconds}. The labels are
 * names of ours, so the number of series is fixed at the start. Thread-safe.
 */
final class ToolMetrics {
  private enum Ending {
    DONE,
    REFUSED,
    DENIED,
    WAITS,
    FAILED
  }

  private final Map<String, Map<Ending, Timer>> timers = new HashMap<>();

  ToolMetrics(MeterRegistry registry, String server, Set<String> tools) {
    for (var tool : tools) {
      var endings = new EnumMap<Ending, Timer>(Ending.class);
      for (var ending : Ending.values()) {
        endings.put(
            ending,
            Timer.builder("rolegate.tool.calls")
                .description(
                    "Calls of tools by how they ended; denied: by the policy; waits: for"
                        + " a person")
                .tag("server", server)
                .tag("tool", tool)
                .tag("outcome", ending.name().toLowerCase(Locale.ROOT))
                .register(registry));
      }
      timers.put(tool, endings);
    }
  }

  void done(String tool, long begun) {
    record(tool, Ending.DONE, System.nanoTime() - begun);
  }

  void refused(String tool, long begun) {
    record(tool, Ending.REFUSED, System.nanoTime() - begun);
  }

  void failed(String tool, long begun) {
    record(tool, Ending.FAILED, System.nanoTime() - begun);
  }

  void waits(String tool, long begun) {
    record(tool, Ending.WAITS, System.nanoTime() - begun);
  }

  void denied(String tool) {
    record(tool, Ending.DENIED, 0);
  }

  private void record(String tool, Ending ending, long nanos) {
    var endings = timers.get(tool);
    var timer = endings == null ? null : endings.get(ending);
    if (timer != null) {
      timer.record(nanos, TimeUnit.NANOSECONDS);
    }
  }
}
