package dev.rolegate.auth.issuer;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolegate.auth.PublicTokenKey;
import dev.rolegate.auth.SigningAlgorithm;
import dev.rolegate.auth.text.OneLine;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The keys of a JWK Set (RFC 7517 §5) that verify one algorithm. A key that does not is skipped,
 * and the others work. This class is immutable.
 *
 * @param keys by {@code kid}
 * @param skipped what was left out and why, for the log
 */
record JwkSet(Map<String, PublicTokenKey> keys, List<Skipped> skipped) {
  static final int MOST_KEYS = 100;

  JwkSet {
    keys = Map.copyOf(keys);
    skipped = List.copyOf(skipped);
  }

  /**
   * A key that was left out.
   *
   * @param exposed the document holds its private half
   */
  record Skipped(String sentence, boolean exposed) {}

  /** What came of reading. */
  sealed interface Reading {
    record Read(JwkSet set) implements Reading {}

    /** No JWK Set that one could use: the end of a sentence. */
    record Refused(String why) implements Reading {}
  }

  static Reading read(ObjectNode document, SigningAlgorithm algorithm) {
    if (!(document.get("keys") instanceof ArrayNode array)) {
      return new Reading.Refused("holds no list of keys");
    }
    if (array.size() > MOST_KEYS) {
      return new Reading.Refused("holds more than " + MOST_KEYS + " keys");
    }
    var repeated = repeatedKids(array);
    var keys = new HashMap<String, PublicTokenKey>();
    var skipped = new ArrayList<Skipped>();
    for (var jwk : array) {
      var kid = Jwk.kid(jwk);
      switch (Jwk.of(jwk, algorithm)) {
        case Jwk.Exposed() ->
            skipped.add(
                skipped(
                    kid,
                    "is published with its private half, so anybody may sign with"
                        + " it; retire it at the issuer at once",
                    true));
        case Jwk.Unusable(var why) -> skipped.add(skipped(kid, why, false));
        case Jwk.Usable(var id, var _) when repeated.contains(id) ->
            skipped.add(skipped(kid, "shares its kid with another key", false));
        case Jwk.Usable(var id, var key) -> keys.put(id, key);
      }
    }
    return new Reading.Read(new JwkSet(keys, skipped));
  }

  /** Of any two keys with one kid, whatever they are, neither is surely the one that is meant. */
  private static Set<String> repeatedKids(ArrayNode array) {
    var seen = new HashSet<@Nullable String>();
    var repeated = new HashSet<String>();
    for (var jwk : array) {
      var kid = Jwk.kid(jwk);
      if (kid != null && !seen.add(kid)) {
        repeated.add(kid);
      }
    }
    return repeated;
  }

  private static Skipped skipped(@Nullable String kid, String why, boolean exposed) {
    return new Skipped(
        "The key " + (kid == null ? "without kid" : OneLine.quoted(kid)) + " " + why, exposed);
  }

  /** The keys as a document; nothing but their public members, whatever was read. */
  ArrayNode json() {
    var array = JsonNodeFactory.instance.arrayNode();
    keys.forEach((kid, key) -> key.jwk(kid).forEach(array.addObject()::put));
    return array;
  }
}
