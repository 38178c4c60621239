package dev.rolegate.auth;

import dev.rolegate.auth.MarkedYaml.Text;
import dev.rolegate.auth.RecordView.Rows;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the policy says about one kind of record: a view for each role, made when the policy is
 * read. This class is immutable.
 */
final class RecordPolicy {
  private final Place place;
  private final String path;
  private final @Nullable Text owner;
  private final @Nullable Map<String, FieldPolicy> fields;
  private final Map<String, RecordView> views = new HashMap<>();
  private final RecordView viewOfOthers;

  /**
   * @param owner the field that says whose record it is
   * @param seeingOwn the roles that see only their own records
   * @param fields null: each is seen in full
   * @param roles every role that the policy declares
   */
  RecordPolicy(
      Place place,
      String path,
      @Nullable Text owner,
      Set<String> seeingOwn,
      @Nullable Map<String, FieldPolicy> fields,
      List<String> roles) {
    this.place = place;
    this.path = path;
    this.owner = owner;
    this.fields = fields == null ? null : new LinkedHashMap<>(fields);
    for (var role : roles) {
      views.put(role, view(role, seeingOwn.contains(role)));
    }
    // whoever has no declared role sees no more rows than the role that sees the fewest
    viewOfOthers = view(null, !seeingOwn.isEmpty());
  }

  Place place() {
    return place;
  }

  String path() {
    return path;
  }

  @Nullable Text owner() {
    return owner;
  }

  /** Null: each is seen in full. */
  @Nullable Map<String, FieldPolicy> fields() {
    return fields;
  }

  RecordView view(@Nullable String role) {
    return role == null ? viewOfOthers : views.getOrDefault(role, viewOfOthers);
  }

  private RecordView view(@Nullable String role, boolean ownOnly) {
    var rows = ownOnly ? Rows.OWN : Rows.ALL;
    var field = owner == null ? null : owner.text();
    if (fields == null) {
      return new RecordView(field, rows, Map.of(), Map.of(), Sight.FULL, path);
    }
    var ofOthers = new HashMap<String, Sight>();
    var ofOwn = new HashMap<String, Sight>();
    fields.forEach((name, line) -> {
      ofOthers.put(name, line.ofOthers(role));
      ofOwn.put(name, line.ofOwn(role));
    });
    return new RecordView(field, rows, ofOthers, ofOwn, Sight.HIDDEN, path);
  }
}
