package dev.rolegate.token;

import dev.rolegate.token.RequestBody.Malformed;
import dev.rolegate.token.RequestBody.Parameters;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code application/x-www-form-urlencoded} (RFC 6749 Appendix B) without the usual leniency:
 * no bad percent encoding, no replaced bytes, no second value for a name. Thread-safe.
 */
final class FormBody {
  private FormBody() {}

  static RequestBody parse(byte[] body) {
    // One char a byte, so that nothing is decoded before the separators are found.
    var text = new String(body, StandardCharsets.ISO_8859_1);
    var values = new HashMap<String, List<String>>();
    var count = 0;
    for (var from = 0; from < text.length(); ) {
      var end = text.indexOf('&', from);
      var pair = text.substring(from, end < 0 ? text.length() : end);
      from = end < 0 ? text.length() : end + 1;
      if (pair.isEmpty()) {
        continue;
      }
      if (++count > RequestBody.MOST_PARAMETERS) {
        return Malformed.tooMany();
      }
      var equals = pair.indexOf('=');
      var name = decode(equals < 0 ? pair : pair.substring(0, equals));
      var value = equals < 0 ? "" : decode(pair.substring(equals + 1));
      if (name == null || name.isEmpty() || value == null) {
        return Malformed.of(
            "malformed_form",
            "The form is malformed; percent-encode each name and value as UTF-8.");
      }
      var all = values.computeIfAbsent(name, _ -> new ArrayList<>(1));
      if (!all.isEmpty() && !name.equals(RequestBody.REPEATABLE)) {
        return Malformed.repeated();
      }
      all.add(value);
    }
    return new Parameters(values);
  }

  /**
   * Undoes the form encoding of one name or value.
   *
   * @param encoded one char a byte
   * @return null when a percent sign is not followed by two hex digits, or the bytes are no UTF-8
   */
  static @Nullable String decode(String encoded) {
    var bytes = new ByteArrayOutputStream(encoded.length());
    for (var at = 0; at < encoded.length(); at++) {
      var c = encoded.charAt(at);
      if (c == '+') {
        bytes.write(' ');
      } else if (c == '%') {
        if (at + 2 >= encoded.length()) {
          return null;
        }
        var high = hex(encoded.charAt(at + 1));
        var low = hex(encoded.charAt(at + 2));
        if (high < 0 || low < 0) {
          return null;
        }
        bytes.write(high << 4 | low);
        at += 2;
      } else {
        bytes.write(c);
      }
    }
    return RequestBody.utf8(bytes.toByteArray());
  }

  /** ASCII digits only: Character.digit would also take those of other scripts. */
  private static int hex(char c) {
    return c < 0x80 ? Character.digit(c, 16) : -1;
  }
}
