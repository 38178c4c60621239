package dev.rolegate.endtoend.attack;

import dev.rolegate.endtoend.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** The cases of the file, by id, in its order. */
final class AttackCases {
  private static final Map<String, AttackCase> BY_ID = load();

  private AttackCases() {}

  static List<AttackCase> all() {
    return List.copyOf(BY_ID.values());
  }

  static List<AttackCase> where(Predicate<AttackCase> wanted) {
    return all().stream().filter(wanted).toList();
  }

  static AttackCase get(String id) {
    var found = BY_ID.get(id);
    if (found == null) {
      throw new IllegalArgumentException("no case " + id);
    }
    return found;
  }

  private static Map<String, AttackCase> load() {
    try (var in = AttackCases.class.getResourceAsStream("/attack-cases.json")) {
      var json = Json.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
      var cases = new LinkedHashMap<String, AttackCase>();
      json.get("cases")
          .valueStream()
          .map(AttackCase::of)
          .forEach(one -> {
            if (cases.put(one.id(), one) != null) {
              throw new IllegalStateException(one.id() + " stands twice in the file");
            }
          });
      if (cases.size() != json.get("count").asInt()) {
        throw new IllegalStateException("the file counts otherwise");
      }
      return cases;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
