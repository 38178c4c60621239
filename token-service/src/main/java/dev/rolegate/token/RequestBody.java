package dev.rolegate.token;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What came of reading the body of a token request, in either of its two forms. */
sealed interface RequestBody {
  /** The most bytes that are read. */
  int MOST_BYTES = 16 * 1024;

  /** The most parameters, known or not. */
  int MOST_PARAMETERS = 64;

  /** The one parameter that may be given more than once (RFC 8707 §2). */
  String REPEATABLE = "resource";

  /** The parameters, each with its values as sent. */
  record Parameters(Map<String, List<String>> values) implements RequestBody {
    public Parameters {
      values = Map.copyOf(values);
    }

    /** The value; null when absent or empty, which means the same (RFC 6749 §3.1). */
    @Nullable String one(String name) {
      var all = all(name);
      return all.isEmpty() ? null : all.getFirst();
    }

    /** The values that are not empty. */
    List<String> all(String name) {
      return values.getOrDefault(name, List.of()).stream().filter(v -> !v.isEmpty()).toList();
    }
  }

  /** Not readable as what it claims to be. */
  record Malformed(OAuthError why) implements RequestBody {
    static Malformed of(String reason, String description) {
      return new Malformed(OAuthError.invalidRequest(reason, description));
    }

    static Malformed tooMany() {
      return of("too_many_parameters", "Send at most " + MOST_PARAMETERS + " parameters.");
    }

    static Malformed repeated() {
      return of("repeated_parameter", "Send each parameter once; only resource may repeat.");
    }
  }

  /** Strictly decoded UTF-8 (RFC 3629), or null: nothing is replaced or guessed. */
  static @Nullable String utf8(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }
}
