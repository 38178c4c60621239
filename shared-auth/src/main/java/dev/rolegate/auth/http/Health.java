package dev.rolegate.auth.http;

import java.util.List;
import java.util.function.Supplier;

/** What stands between a service and being ready. Asked on each {@code GET /health/ready}. */
@FunctionalInterface
public interface Health {
  /** Sentences that say what is missing; empty when ready. Must answer at once. */
  List<String> obstacles();

  /** Sentences that an operator should know and that stand in nobody's way. */
  default List<String> remarks() {
    return List.of();
  }

  /** Asks both of others. */
  static Health of(Supplier<List<String>> obstacles, Supplier<List<String>> remarks) {
    return new Health() {
      @Override
      public List<String> obstacles() {
        return obstacles.get();
      }

      @Override
      public List<String> remarks() {
        return remarks.get();
      }
    };
  }
}
