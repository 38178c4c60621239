package dev.rolegate.auth.revocation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * One entry of the feed.
 *
 * @param value what it is about; empty with {@link Kind#ALL}
 * @param before tokens issued before this second since 1970 are revoked; {@link #FOREVER} where
 *     time does not matter
 * @param until the last second in which it matters; {@link #FOREVER}: it always does
 */
record RevokedThing(Kind kind, String value, long before, long until) {
  static final long FOREVER = Long.MAX_VALUE;
  private static final int LONGEST_VALUE = 1024;

  /** What is revoked, by the names of the feed. */
  enum Kind {
    JTI("jti", false),
    CLIENT("client", true),
    SUBJECT("subject", true),
    ALL("all", true),
    KID("kid", false);

    private final String wire;
    private final boolean timed;

    Kind(String wire, boolean timed) {
      this.wire = wire;
      this.timed = timed;
    }

    private static @Nullable Kind of(@Nullable String wire) {
      for (var kind : values()) {
        if (kind.wire.equals(wire)) {
          return kind;
        }
      }
      return null;
    }
  }

  /** Null when it is not understood: then nothing that comes with it may be relied upon. */
  static @Nullable RevokedThing of(JsonNode json) {
    var kind = Kind.of(json.path("kind").textValue());
    var value = json.path("value").asText();
    if (kind == null
        || (kind == Kind.ALL) != value.isEmpty()
        || value.length() > LONGEST_VALUE
        || kind.timed != json.path("before").canConvertToExactIntegral()
        || (json.has("until") && !json.path("until").canConvertToExactIntegral())) {
      return null;
    }
    return new RevokedThing(
        kind, value, json.path("before").asLong(FOREVER), json.path("until").asLong(FOREVER));
  }

  /** As the feed has it. */
  ObjectNode json() {
    var json = JsonNodeFactory.instance.objectNode().put("kind", kind.wire);
    if (!value.isEmpty()) {
      json.put("value", value);
    }
    if (kind.timed) {
      json.put("before", before);
    }
    if (until != FOREVER) {
      json.put("until", until);
    }
    return json;
  }
}
