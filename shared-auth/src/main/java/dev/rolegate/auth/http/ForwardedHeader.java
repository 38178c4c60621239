package dev.rolegate.auth.http;

import java.net.InetAddress;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The header in which the proxies in front say for whom they ask ({@code FORWARDED_HEADER}). Only
 * one is read: a proxy minds the one that it writes, and lets the other through as its caller wrote
 * it.
 */
public enum ForwardedHeader {
  /** A list of addresses, the one of the proxy's own caller last. */
  X_FORWARDED_FOR("x-forwarded-for") {
    @Override
    @Nullable InetAddress address(String element) {
      return node(element);
    }
  },
  /** RFC 7239: {@code for=192.0.2.7;proto=https}, the proxy's own caller last. */
  FORWARDED("forwarded") {
    @Override
    @Nullable InetAddress address(String element) {
      String found = null;
      for (var pair : element.split(";", -1)) {
        var equals = pair.indexOf('=');
        if (equals > 0
            && pair.substring(0, equals).strip().toLowerCase(Locale.ROOT).equals("for")) {
          if (found != null) {
            return null;
          }
          found = pair.substring(equals + 1).strip();
        }
      }
      return found == null ? null : node(unquoted(found));
    }
  };

  private final String spelling;

  ForwardedHeader(String spelling) {
    this.spelling = spelling;
  }

  /** Whom one element of the list names; null when it names no address. */
  abstract @Nullable InetAddress address(String element);

  /** The name of the header, and of the choice. */
  @Override
  public String toString() {
    return spelling;
  }

  /** RFC 7239 §6: an address, with a port or without; obfuscated and unknown ones are none. */
  private static @Nullable InetAddress node(String node) {
    if (node.startsWith("[")) {
      var end = node.indexOf(']');
      return end > 0 && isPort(node.substring(end + 1))
          ? NetworkAddress.literal(node.substring(0, end + 1))
          : null;
    }
    var colon = node.indexOf(':');
    var portFollows = colon >= 0 && colon == node.lastIndexOf(':');
    if (!portFollows) {
      return NetworkAddress.literal(node);
    }
    return isPort(node.substring(colon)) ? NetworkAddress.literal(node.substring(0, colon)) : null;
  }

  private static boolean isPort(String text) {
    return text.isEmpty() || text.matches(":[0-9]{1,5}");
  }

  private static String unquoted(String value) {
    return value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"")
        ? value.substring(1, value.length() - 1)
        : value;
  }
}
