package dev.rolegate.endtoend.attack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code ${NAME}} stands for in a case. A name that nobody gave a value fails the test; text
 * that only looks alike, such as <code>${jndi:…}</code>, is left as it is.
 */
final class Variables {
  private static final Pattern NAME =
      Pattern.compile("\\$\\{([A-Z][A-Z0-9_]*)(?:\\+([0-9]+)|\\(([^)]*)\\))?}");

  private final long now;
  private final Map<String, String> values = new HashMap<>();

  /**
   * @param now seconds since 1970
   */
  Variables(long now) {
    this.now = now;
    with("NOW", Long.toString(now)).with("NOWMS", Long.toString(now * 1000));
  }

  Variables with(String name, String value) {
    values.put(name, value);
    return this;
  }

  String in(String text) {
    return NAME.matcher(text).replaceAll(found -> Matcher.quoteReplacement(value(found)));
  }

  /**
   * Replaces in every text of a JSON value. A text that is exactly {@code ${NOW+n}} becomes a
   * number; one that starts with {@code @} is JSON text itself.
   */
  JsonNode in(JsonNode node) {
    return switch (node) {
      case ObjectNode object -> {
        var copy = JsonNodeFactory.instance.objectNode();
        object.properties().forEach(entry -> copy.set(entry.getKey(), in(entry.getValue())));
        yield copy;
      }
      case ArrayNode array -> {
        var copy = JsonNodeFactory.instance.arrayNode();
        array.forEach(item -> copy.add(in(item)));
        yield copy;
      }
      default -> node.isTextual() ? inText(node.textValue()) : node;
    };
  }

  private JsonNode inText(String text) {
    var replaced = in(text);
    if (text.matches("\\$\\{NOW(\\+[0-9]+)?}")) {
      return JsonNodeFactory.instance.numberNode(Long.parseLong(replaced));
    }
    return text.startsWith("@")
        ? JsonNodeFactory.instance.rawValueNode(new RawValue(raw(replaced)))
        : JsonNodeFactory.instance.textNode(replaced);
  }

  private String raw(String text) {
    var named = values.get(text.substring(1));
    return named == null ? text.substring(1) : named;
  }

  private String value(MatchResult found) {
    var name = found.group(1);
    var argument = found.group(3);
    if (argument != null) {
      return call(name, argument);
    }
    if (name.equals("NOW") && found.group(2) != null) {
      return Long.toString(now + Long.parseLong(found.group(2)));
    }
    var value = values.get(name);
    if (value == null) {
      throw new AssertionError("no value for " + found.group());
    }
    return value;
  }

  private String call(String function, String argument) {
    return switch (function) {
      case "REPEAT" -> {
        var comma = argument.lastIndexOf(',');
        yield argument.substring(0, comma).repeat(Integer.parseInt(argument.substring(comma + 1)));
      }
      case "B64" -> Encoded.base64(Encoded.utf8(credentials(argument)));
      case "HEXB64" -> Encoded.base64(HexFormat.ofDelimiter(" ").parseHex(argument));
      default -> throw new AssertionError("no function " + function);
    };
  }

  /** Inside {@code B64(…)} names stand bare, and {@code %00} is the byte. */
  private String credentials(String pair) {
    var result = pair.replace("%00", "\u0000");
    for (var name : new String[] {"CLIENT_ID", "CLIENT_SECRET"}) {
      var value = values.get(name);
      if (value != null) {
        result = result.replaceAll("\\b" + name + "\\b", Matcher.quoteReplacement(value));
      }
    }
    return result;
  }
}
