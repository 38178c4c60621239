package dev.rolegate.mcp.change;

import dev.rolegate.mcp.change.Change.State;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** Counts changes as {@code rolegate_changes_total}, by what became of them. Thread-safe. */
final class ChangeMetrics {
  private final Map<State, Counter> counters = new EnumMap<>(State.class);

  ChangeMetrics(MeterRegistry registry) {
    for (var state : State.values()) {
      var label = state == State.PENDING ? "requested" : state.name().toLowerCase(Locale.ROOT);
      counters.put(
          state,
          Counter.builder("rolegate.changes")
              .description("Changes that waited for a person, by what became of them")
              .tag("outcome", label)
              .register(registry));
    }
  }

  void requested() {
    ended(State.PENDING);
  }

  void ended(State state) {
    var counter = counters.get(state);
    if (counter != null) {
      counter.increment();
    }
  }
}
