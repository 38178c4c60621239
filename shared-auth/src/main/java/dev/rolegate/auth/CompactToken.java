package dev.rolegate.auth;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Base64;

/**
 * The gate in front of the JWT library: takes apart a JWS in compact serialisation (RFC 7515 §3.1)
 * and lets through only what has exactly one reading. Nothing is verified yet.
 */
record CompactToken(ObjectNode header, ObjectNode payload, boolean signed) {
  /** Longer tokens do not fit beside other headers in the 8 KiB that servers commonly accept. */
  static final int LONGEST = 8000;

  private static final int LONGEST_HEADER = 1024;

  /** What came of taking a token apart. */
  sealed interface Parsed {
    record Wellformed(CompactToken token) implements Parsed {}

    record Refused(TokenDefect defect) implements Parsed {}
  }

  static Parsed parse(String text) {
    if (text.length() > LONGEST) {
      return new Parsed.Refused(TokenDefect.MALFORMED);
    }
    var first = text.indexOf('.');
    var second = first < 0 ? -1 : text.indexOf('.', first + 1);
    if (second < 0
        || !isCanonical(text, 0, first)
        || !isCanonical(text, first + 1, second)
        || !isCanonical(text, second + 1, text.length())) {
      return new Parsed.Refused(TokenDefect.MALFORMED);
    }
    var header = decode(text, 0, first);
    if (header.length > LONGEST_HEADER) {
      return new Parsed.Refused(TokenDefect.MALFORMED);
    }
    return switch (StrictJson.TOKEN_PART.read(header)) {
      case StrictJson.Reading.Read(var headerObject) ->
          switch (StrictJson.TOKEN_PART.read(decode(text, first + 1, second))) {
            case StrictJson.Reading.Read(var payload) ->
                new Parsed.Wellformed(
                    new CompactToken(headerObject, payload, second + 1 < text.length()));
            case StrictJson.Reading.Duplicate _ -> new Parsed.Refused(TokenDefect.DUPLICATE_MEMBER);
            case StrictJson.Reading.Broken _ -> new Parsed.Refused(TokenDefect.MALFORMED);
          };
      case StrictJson.Reading.Duplicate _ -> new Parsed.Refused(TokenDefect.DUPLICATE_MEMBER);
      case StrictJson.Reading.Broken _ -> new Parsed.Refused(TokenDefect.MALFORMED);
    };
  }

  /**
   * Base64url without padding, in its only spelling (RFC 4648 §3.5): a second spelling of the same
   * token would slip past whatever remembers tokens by their text.
   */
  private static boolean isCanonical(String text, int from, int to) {
    for (var i = from; i < to; i++) {
      if (value(text.charAt(i)) < 0) {
        return false;
      }
    }
    return switch ((to - from) % 4) {
      case 0 -> true;
      case 2 -> (value(text.charAt(to - 1)) & 0b1111) == 0;
      case 3 -> (value(text.charAt(to - 1)) & 0b11) == 0;
      default -> false;
    };
  }

  /** The six bits that a character stands for (RFC 4648 §5), or -1. */
  private static int value(char c) {
    if (c >= 'A' && c <= 'Z') {
      return c - 'A';
    }
    if (c >= 'a' && c <= 'z') {
      return c - 'a' + 26;
    }
    if (c >= '0' && c <= '9') {
      return c - '0' + 52;
    }
    return c == '-' ? 62 : c == '_' ? 63 : -1;
  }

  private static byte[] decode(String text, int from, int to) {
    return Base64.getUrlDecoder().decode(text.substring(from, to));
  }
}
