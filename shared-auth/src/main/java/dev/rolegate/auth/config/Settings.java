package dev.rolegate.auth.config;

import dev.rolegate.auth.text.OneLine;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads settings and collects what is wrong with them, so that a start is refused once, with
 * everything that must be mended. A reader that finds a problem notes it and returns its default.
 * Every name must stand in {@link Variable}, or be a server's {@link Own}. Not thread-safe: used by
 * one thread at start.
 */
public final class Settings {
  private static final Logger log = LoggerFactory.getLogger(Settings.class);
  private static final int LONGEST = 8192;
  private static final Pattern PEM =
      Pattern.compile("-----BEGIN [A-Z0-9 ]+-----[A-Za-z0-9+/=\\s]+-----END [A-Z0-9 ]+-----\\s*");

  private final Env env;
  private final List<Own> own;
  private final List<String> problems = new ArrayList<>();
  private final List<String> notices = new ArrayList<>();

  /**
   * @param own settings of this server alone, beside those of {@link Variable}
   */
  public Settings(Env env, Own... own) {
    this(env, List.of(own));
  }

  private Settings(Env env, List<Own> own) {
    this.env = env;
    this.own = own;
  }

  /**
   * A setting that only one server has, such as the key of a service that its tools ask.
   *
   * @param name as the house spells them: {@code IN_CAPITALS}
   * @param secret read with {@link #secret}, and may come as {@code NAME_FILE}
   */
  public record Own(String name, boolean secret) {
    public Own {
      if (!name.matches("[A-Z][A-Z0-9_]*") || Variable.has(name)) {
        throw new IllegalArgumentException(name + " is no name for a setting of one server");
      }
    }
  }

  /** A text, or the default when unset. */
  public String text(String name, String byDefault) {
    var value = raw(name);
    return value == null ? byDefault : value;
  }

  /** A text, or null when unset. */
  public @Nullable String optional(String name) {
    return raw(name);
  }

  /** A port, 0 to 65535; 0 takes any free one. */
  public int port(String name, int byDefault) {
    var value = raw(name);
    if (value == null) {
      return byDefault;
    }
    if (value.matches("[0-9]{1,5}") && Integer.parseInt(value) <= 65535) {
      return Integer.parseInt(value);
    }
    problem(name, value, "is not a port; give a number from 0 to 65535");
    return byDefault;
  }

  /** {@code true|false|on|off}. */
  public boolean flag(String name, boolean byDefault) {
    var value = raw(name);
    if (value == null) {
      return byDefault;
    }
    return switch (value) {
      case "true", "on" -> true;
      case "false", "off" -> false;
      default -> {
        problem(name, value, "is neither yes nor no; give true, false, on or off");
        yield byDefault;
      }
    };
  }

  /** An ISO-8601 duration such as {@code PT60M}, between the two bounds. */
  public Duration duration(String name, Duration byDefault, Duration least, Duration most) {
    var value = raw(name);
    if (value == null) {
      return byDefault;
    }
    var range = "give one from " + least + " to " + most + ", for example " + byDefault;
    try {
      var duration = Duration.parse(value);
      if (duration.compareTo(least) >= 0 && duration.compareTo(most) <= 0) {
        return duration;
      }
      problem(name, value, "is out of range; " + range);
    } catch (DateTimeParseException e) {
      problem(name, value, "is not an ISO-8601 duration; " + range);
    }
    return byDefault;
  }

  /** One of an enum's constants, spelled as its {@code toString}; an unknown one lists all. */
  public <E extends Enum<E>> E choice(String name, Class<E> type, E byDefault) {
    var value = raw(name);
    if (value == null) {
      return byDefault;
    }
    for (var constant : type.getEnumConstants()) {
      if (constant.toString().equals(value)) {
        return constant;
      }
    }
    var all =
        Arrays.stream(type.getEnumConstants())
            .map(Enum::toString)
            .collect(Collectors.joining(", "));
    problem(name, value, "is not known; give one of: " + all);
    return byDefault;
  }

  /** A comma-separated list, or the default when unset. Spaces around items are dropped. */
  public List<String> list(String name, List<String> byDefault) {
    var value = raw(name);
    if (value == null) {
      return byDefault;
    }
    var items = Arrays.stream(value.split(",", -1)).map(String::strip).toList();
    if (items.contains("")) {
      problem(name, value, "has an empty item; give items separated by single commas");
      return byDefault;
    }
    if (items.stream().distinct().count() < items.size()) {
      problem(name, value, "names an item twice; give each once");
      return byDefault;
    }
    return items;
  }

  /** A path, or the default when unset. */
  public Path path(String name, Path byDefault) {
    var value = raw(name);
    if (value == null) {
      return byDefault;
    }
    try {
      return Path.of(value);
    } catch (InvalidPathException e) {
      problem(name, value, "is not a path");
      return byDefault;
    }
  }

  /**
   * An absolute http or https URL without user, query, fragment or trailing slash, as written: such
   * URLs are compared byte for byte.
   */
  public String url(String name, String byDefault) {
    var value = raw(name);
    if (value == null) {
      return byDefault;
    }
    var wrong = Urls.wrongWith(value);
    if (wrong == null) {
      return value;
    }
    problems.add(name + ": " + wrong);
    return byDefault;
  }

  /**
   * A secret from {@code NAME} or from the file {@code NAME_FILE}; both set is a problem. Null when
   * neither is set, and after a problem.
   */
  public @Nullable Secret secret(String name) {
    if (!isSecret(name)) {
      throw new IllegalStateException(name + " is read as a secret but not marked so in Variable");
    }
    var inline = isPem(name) ? env.get(name) : value(name);
    var file = value(name + "_FILE");
    if (inline != null && file != null) {
      problem(name + ": set either " + name + " or " + name + "_FILE, not both");
      return null;
    }
    if (file != null) {
      return read(name + "_FILE", Path.of(file));
    }
    return inline == null ? null : Secret.of(inline);
  }

  /**
   * The content of a secret file whose path is the setting itself, such as a private key: a regular
   * file of at most 64 KiB that others cannot read. Null when unset, and after a problem.
   */
  public @Nullable Secret secretFile(String name) {
    var file = pathOrNull(name);
    return file == null ? null : read(name, file);
  }

  /**
   * The content of a secret file that must exist: where the setting says, else at the default
   * place. Null after a problem.
   */
  public @Nullable Secret secretFile(String name, Path byDefault) {
    return read(name, path(name, byDefault));
  }

  /**
   * The content of a secret file that this deployment keeps at a fixed place, for a setting that is
   * not set. Null after a problem.
   */
  public @Nullable Secret keptSecret(String name, Path file) {
    return read(name, file);
  }

  /**
   * The content of a file that is no secret but that nobody else may change, such as a public key.
   * Null when unset, and after a problem.
   */
  public byte @Nullable [] publicFile(String name) {
    var file = pathOrNull(name);
    if (file == null) {
      return null;
    }
    return switch (SecretFile.read(file, SecretFile.Content.PUBLIC, mode())) {
      case SecretFile.Reading.Read(var key, var notice) -> {
        if (notice != null) {
          notice(name + ": " + notice);
        }
        yield key.bytes();
      }
      case SecretFile.Reading.Refused(var why) -> {
        problem(name + ": " + why);
        yield null;
      }
    };
  }

  /**
   * The content of a file that nobody else may change or read and that may be larger than a secret,
   * such as a list of who is let in. Null after a problem.
   *
   * @param largest in bytes
   */
  public @Nullable Secret privateFile(String name, Path file, int largest) {
    return taken(name, SecretFile.read(file, SecretFile.Content.SECRET, mode(), largest));
  }

  /** Notes a problem that a caller found itself: the setting, what is wrong, what to do. */
  public void problem(String sentence) {
    problems.add(sentence);
  }

  /** Notes what is legal but worth a warning at start, as one sentence. */
  public void notice(String sentence) {
    if (!notices.contains(sentence)) {
      notices.add(sentence);
    }
  }

  /** Every such sentence so far. */
  public List<String> notices() {
    return List.copyOf(notices);
  }

  /** Every problem so far, each once. */
  public List<String> problems() {
    return problems.stream().distinct().toList();
  }

  /** The same settings with nothing noted, to read files again that may have changed. */
  public Settings again() {
    return new Settings(env, own);
  }

  /**
   * Ends the reading; logs what was noticed.
   *
   * @throws StartRefused when anything was noted
   */
  public void refuseIfAnyProblem() {
    // Every service logs, yet none reads this itself: Boot does, before there is anybody to refuse.
    LogFormat.from(this);
    if (mode() == SecretFileMode.ANY) {
      notice("SECRET_FILE_MODE=any: who else may read or write the secret files is not looked at");
    }
    if (!problems.isEmpty()) {
      throw new StartRefused(problems());
    }
    notices.forEach(log::warn);
  }

  private @Nullable Secret read(String name, Path file) {
    return taken(name, SecretFile.read(file, SecretFile.Content.SECRET, mode()));
  }

  private @Nullable Secret taken(String name, SecretFile.Reading reading) {
    return switch (reading) {
      case SecretFile.Reading.Read(var secret, var notice) -> {
        if (notice != null) {
          notice(name + ": " + notice);
        }
        yield secret;
      }
      case SecretFile.Reading.Refused(var why) -> {
        problem(name + ": " + why);
        yield null;
      }
    };
  }

  private SecretFileMode mode() {
    return choice("SECRET_FILE_MODE", SecretFileMode.class, SecretFileMode.STRICT);
  }

  private @Nullable Path pathOrNull(String name) {
    return raw(name) == null ? null : path(name, Path.of(""));
  }

  private @Nullable String raw(String name) {
    if (isSecret(name)) {
      throw new IllegalStateException(name + " is a secret and read as none; call secret()");
    }
    return value(name);
  }

  private boolean isSecret(String name) {
    for (var one : own) {
      if (one.name().equals(name)) {
        return one.secret();
      }
    }
    return Variable.named(name).secret();
  }

  /** The only text of several lines that a setting may be; whoever reads it looks closely. */
  private boolean isPem(String name) {
    var value = env.get(name);
    return value != null && value.length() <= LONGEST && PEM.matcher(value).matches();
  }

  /** The value when it is set and clean; it is not echoed, for it may be a secret. */
  private @Nullable String value(String name) {
    var value = env.get(name);
    if (value == null || value.isEmpty()) {
      return null;
    }
    if (value.length() > LONGEST) {
      problem(name + ": is longer than " + LONGEST + " characters");
      return null;
    }
    if (!value.codePoints().allMatch(OneLine::isHarmless)) {
      problem(name + ": holds a control or invisible character; retype it");
      return null;
    }
    return value;
  }

  private void problem(String name, String value, String sentence) {
    problem(name + ": " + OneLine.quoted(value) + " " + sentence);
  }
}
