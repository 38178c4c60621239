package dev.rolegate.auth.revocation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One answer of the feed.
 *
 * @param log of which log the numbers are
 * @param seq everything up to it is here, or was before
 * @param more whether there is more beyond it
 * @param longestLifetime of the issuer's tokens, in seconds
 * @param time the token service's, in seconds since 1970
 */
record FeedBatch(
    String log,
    List<RevokedThing> things,
    long seq,
    boolean more,
    long longestLifetime,
    long time) {
  FeedBatch {
    things = List.copyOf(things);
  }

  /** Null when it is not wholly understood. */
  static @Nullable FeedBatch of(ObjectNode json) {
    var log = json.path("log").textValue();
    var list = json.path("revocations");
    if (log == null
        || log.isEmpty()
        || !list.isArray()
        || !isCount(json.path("seq"))
        || !json.path("more").isBoolean()
        || !isCount(json.path("longest_lifetime"))
        || !isCount(json.path("time"))) {
      return null;
    }
    var things = new ArrayList<RevokedThing>();
    for (var one : list) {
      var thing = RevokedThing.of(one);
      if (thing == null) {
        return null;
      }
      things.add(thing);
    }
    return new FeedBatch(
        log,
        things,
        json.path("seq").longValue(),
        json.path("more").booleanValue(),
        json.path("longest_lifetime").longValue(),
        json.path("time").longValue());
  }

  private static boolean isCount(JsonNode node) {
    return node.isIntegralNumber() && node.canConvertToLong() && node.longValue() >= 0;
  }
}
