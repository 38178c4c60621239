package dev.rolegate.token.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolegate.auth.text.OneLine;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads the members of a request and collects what is wrong with them, so that it is refused once,
 * with everything. A reader that finds a problem notes it and returns what stands for absent. Not
 * thread-safe.
 */
public final class AdminFields {
  private static final int MOST_ITEMS = 64;

  private final ObjectNode body;
  private final Set<String> read = new HashSet<>();
  private final List<String> problems = new ArrayList<>();

  AdminFields(ObjectNode body) {
    this.body = body;
  }

  /** A text that must be there; empty when it is not. */
  public String text(String name, int longest) {
    var text = optional(name, longest);
    if (text == null && node(name) == null) {
      problem(name, "is missing");
    }
    return text == null ? "" : text;
  }

  /** A text of 1 to so many characters without control characters; null when absent. */
  public @Nullable String optional(String name, int longest) {
    var node = node(name);
    if (node == null) {
      return null;
    }
    var text = whole(node, longest);
    if (text == null) {
      problem(
          name, "is no text of 1 to " + longest + " characters, none of them a control character");
    }
    return text;
  }

  /** Texts, each once; null when absent. */
  public @Nullable Set<String> texts(String name, int longest) {
    var node = node(name);
    if (node == null) {
      return null;
    }
    var texts = new HashSet<String>();
    if (node.isArray() && node.size() <= MOST_ITEMS) {
      for (var item : node) {
        var text = whole(item, longest);
        if (text != null) {
          texts.add(text);
        }
      }
    }
    if (!node.isArray() || texts.size() != node.size()) {
      problem(
          name,
          "is no list of at most "
              + MOST_ITEMS
              + " different texts, each of 1 to "
              + longest
              + " characters");
    }
    return Set.copyOf(texts);
  }

  /** Any value, to be read by the caller; null when absent. */
  public @Nullable JsonNode node(String name) {
    read.add(name);
    var node = body.get(name);
    return node == null || node.isNull() ? null : node;
  }

  /** True, false, or what stands for absent. */
  public boolean flag(String name, boolean byDefault) {
    var node = node(name);
    if (node == null || node.isBoolean()) {
      return node == null ? byDefault : node.booleanValue();
    }
    problem(name, "is neither true nor false");
    return byDefault;
  }

  /** A whole number between the two bounds, or what stands for absent. */
  public long number(String name, long byDefault, long least, long most) {
    var node = node(name);
    if (node == null) {
      return byDefault;
    }
    if (node.isIntegralNumber() && node.canConvertToLong()) {
      var number = node.longValue();
      if (number >= least && number <= most) {
        return number;
      }
    }
    problem(name, "is no whole number from " + least + " to " + most);
    return byDefault;
  }

  /** RFC 3339, such as {@code 2026-12-31T00:00:00Z}; null when absent. */
  public @Nullable Instant instant(String name) {
    return parsed(name, Instant::parse, "is no time such as 2026-12-31T00:00:00Z");
  }

  /** ISO 8601, such as {@code PT24H}, not negative; null when absent. */
  public @Nullable Duration duration(String name) {
    var form = "is no duration such as PT24H";
    var duration = parsed(name, Duration::parse, form);
    if (duration != null && duration.isNegative()) {
      problem(name, form);
      return null;
    }
    return duration;
  }

  /** Notes what a reader cannot see for itself; the text is the end of a sentence. */
  public void problem(String name, String what) {
    problems.add(name + " " + what + ".");
  }

  /** Everything that is wrong, members that nobody reads included; empty when all is good. */
  public List<String> problems() {
    var all = new ArrayList<>(problems);
    body.fieldNames()
        .forEachRemaining(name -> {
          if (!read.contains(name)) {
            all.add(OneLine.quoted(name) + " is not a member that is known here.");
          }
        });
    return all;
  }

  private <T> @Nullable T parsed(String name, Function<String, T> parser, String form) {
    var node = node(name);
    if (node == null) {
      return null;
    }
    try {
      return parser.apply(node.isTextual() ? node.textValue() : "");
    } catch (DateTimeException e) {
      problem(name, form);
      return null;
    }
  }

  private static @Nullable String whole(JsonNode node, int longest) {
    var text = node.isTextual() ? node.textValue() : "";
    return text.isBlank()
            || text.length() > longest
            || text.codePoints()
                .anyMatch(c ->
                    switch (Character.getType(c)) {
                      // as in the claims of tokens
                      case Character.CONTROL,
                          Character.SURROGATE,
                          Character.LINE_SEPARATOR,
                          Character.PARAGRAPH_SEPARATOR ->
                          true;
                      default -> false;
                    })
        ? null
        : text;
  }
}
