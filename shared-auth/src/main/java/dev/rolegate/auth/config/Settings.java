package dev.rolegate.auth.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads settings and collects what is wrong with them, so that a start is refused once, with
 * everything that must be mended. A reader that finds a problem notes it and returns its default.
 * Not thread-safe: used by one thread at start.
 */
public final class Settings {
  private final Env env;
  private final List<String> problems = new ArrayList<>();

  public Settings(Env env) {
    this.env = env;
  }

  /** A text, or the default when unset. */
  public String text(String name, String byDefault) {
    return byDefault;
  }

  /** A text, or null when unset. */
  public @Nullable String optional(String name) {
    return env.get(name);
  }

  /** A port, 0 to 65535; 0 takes any free one. */
  public int port(String name, int byDefault) {
    return byDefault;
  }

  /** {@code true|false|on|off}. */
  public boolean flag(String name, boolean byDefault) {
    return byDefault;
  }

  /** An ISO-8601 duration such as {@code PT60M}, between the two bounds. */
  public Duration duration(String name, Duration byDefault, Duration least, Duration most) {
    return byDefault;
  }

  /** One of an enum's names as {@code spelling} writes them; an unknown one lists all. */
  public <E extends Enum<E>> E choice(String name, Class<E> type, E byDefault) {
    return byDefault;
  }

  /** A comma-separated list, or the default when unset. */
  public List<String> list(String name, List<String> byDefault) {
    return byDefault;
  }

  /** A path, or the default when unset. */
  public Path path(String name, Path byDefault) {
    return byDefault;
  }

  /** A secret from {@code NAME} or from the file {@code NAME_FILE}; both set is a problem. */
  public @Nullable Secret secret(String name) {
    return null;
  }

  /** Notes a problem that a caller found itself. */
  public void problem(String sentence) {
    problems.add(sentence);
  }

  /**
   * Ends the reading.
   *
   * @throws StartRefused when anything was noted
   */
  public void refuseIfAnyProblem() {
    if (!problems.isEmpty()) {
      throw new StartRefused(problems);
    }
  }
}
