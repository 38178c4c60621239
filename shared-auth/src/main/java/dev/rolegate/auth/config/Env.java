package dev.rolegate.auth.config;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where raw settings come from: the process environment, or a map in tests. */
@FunctionalInterface
public interface Env {
  /** The raw value, or null when unset. {@link Settings} takes an empty value for unset. */
  @Nullable String get(String name);

  /** The environment of this process. */
  static Env system() {
    return System::getenv;
  }

  /** A fixed environment. */
  static Env of(Map<String, String> values) {
    var copy = Map.copyOf(values);
    return copy::get;
  }
}
