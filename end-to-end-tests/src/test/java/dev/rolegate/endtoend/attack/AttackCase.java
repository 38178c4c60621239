package dev.rolegate.endtoend.attack;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rolegate.auth.SigningAlgorithm;
import java.util.List;

/**
 * One hostile input of {@code attack-cases.json}.
 *
 * @param modes the algorithms it is about
 * @param json the whole entry
 */
record AttackCase(
    String id, String title, String kind, List<SigningAlgorithm> modes, JsonNode json) {
  static AttackCase of(JsonNode json) {
    var modes =
        json.path("modes")
            .valueStream()
            .map(mode -> SigningAlgorithm.valueOf(mode.asText()))
            .toList();
    return new AttackCase(
        json.get("id").asText(),
        json.get("title").asText(),
        json.get("kind").asText(),
        modes.isEmpty() ? List.of(SigningAlgorithm.values()) : modes,
        json);
  }

  /**
   * Whether it is sent with an algorithm: ES256, which the file does not know, has what all have.
   */
  boolean runsWith(SigningAlgorithm mode) {
    return mode == SigningAlgorithm.ES256
        ? modes.containsAll(List.of(SigningAlgorithm.RS256, SigningAlgorithm.HS256))
        : modes.contains(mode);
  }

  JsonNode token() {
    return json.get("token");
  }

  JsonNode request() {
    return json.get("request");
  }

  JsonNode expected() {
    return json.get("expected");
  }

  /** The statuses that the file allows. */
  List<Integer> statuses() {
    return expected().path("status").valueStream().map(JsonNode::asInt).toList();
  }

  boolean isAbout(String... families) {
    for (var family : families) {
      if (id.startsWith(family + "-")) {
        return true;
      }
    }
    return false;
  }

  @Override
  public String toString() {
    return id + " " + title;
  }
}
