package dev.rolegate.auth.revocation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * How far a feed has been followed.
 *
 * @param log of which log; null: of none yet
 * @param seq everything up to this number is known
 * @param contact when all there was had been told, in milliseconds since 1970 by our own clock; 0:
 *     never
 * @param time the token service's own time then, in seconds since 1970
 * @param longestLifetime of its tokens, in seconds
 */
record FeedPosition(@Nullable String log, long seq, long contact, long time, long longestLifetime) {
  static final FeedPosition NONE = new FeedPosition(null, 0, 0, 0, 0);

  /** Nothing is known of this log yet; the time of contact stays. */
  FeedPosition atStartOf(String other) {
    return new FeedPosition(other, 0, contact, time, longestLifetime);
  }

  ObjectNode json() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("log", log)
        .put("seq", seq)
        .put("contact", contact)
        .put("time", time)
        .put("longest_lifetime", longestLifetime);
  }

  static FeedPosition of(JsonNode json) {
    return new FeedPosition(
        json.path("log").textValue(),
        json.path("seq").asLong(),
        json.path("contact").asLong(),
        json.path("time").asLong(),
        json.path("longest_lifetime").asLong());
  }
}
