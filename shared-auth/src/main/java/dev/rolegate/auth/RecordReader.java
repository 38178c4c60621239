package dev.rolegate.auth;

import dev.rolegate.auth.MarkedYaml.Entry;
import dev.rolegate.auth.MarkedYaml.Text;
import dev.rolegate.auth.text.NearMatch;
import dev.rolegate.auth.text.OneLine;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads who sees what of one kind of record. */
final class RecordReader {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,63}");
  private static final String FULL = "full";

  private final MarkedYaml yaml;
  private final RoleNames roles;
  private final @Nullable Grant admitted;

  /**
   * @param admitted to the server; null after a problem
   */
  RecordReader(MarkedYaml yaml, RoleNames roles, @Nullable Grant admitted) {
    this.yaml = yaml;
    this.roles = roles;
    this.admitted = admitted;
  }

  RecordPolicy read(String kind, Entry entry, String parent) {
    var path = parent + "." + OneLine.of(kind, 40);
    mustBeName(kind, entry.place(), "a kind of record, such as leave_request");
    if (FULL.equals(MarkedYaml.scalar(entry.value()))) {
      return new RecordPolicy(entry.place(), path, null, Set.of(), null, roles.declared());
    }
    var settings = yaml.mapping(entry.value(), path, Set.of("owner", "rows", "fields"));
    var owner = owner(settings.get("owner"), path + ".owner");
    var rows = settings.get("rows");
    var seeingOwn = rows == null ? Set.<String>of() : rows(rows, path + ".rows", owner);
    var fields = yaml.required(settings, "fields", path, entry.place());
    var lines = fields == null ? null : fields(fields, path + ".fields", owner);
    if (owner != null && lines != null && !lines.containsKey(owner.text())) {
      yaml.problem(
          owner.place(),
          path
              + ".owner names "
              + OneLine.quoted(owner.text())
              + ", which fields does not list"
              + NearMatch.suggestion(owner.text(), lines.keySet()));
    }
    return new RecordPolicy(entry.place(), path, owner, seeingOwn, lines, roles.declared());
  }

  private @Nullable Text owner(@Nullable Entry entry, String path) {
    var owner = entry == null ? null : yaml.text(entry.value(), path);
    if (owner != null) {
      mustBeName(owner.text(), owner.place(), "a field, such as user_id");
    }
    return owner;
  }

  /** The roles that see only their own records. */
  private Set<String> rows(Entry entry, String path, @Nullable Text owner) {
    var seeingOwn = new LinkedHashSet<String>();
    yaml.mapping(entry.value(), path)
        .forEach((role, word) -> {
          roles.mustBeDeclared(new Text(word.place(), role), path);
          mustBeAdmitted(List.of(role), word.place(), path);
          if (!"self".equals(MarkedYaml.scalar(word.value()))) {
            yaml.problem(
                yaml.place(word.value()),
                path
                    + "."
                    + OneLine.of(role, 64)
                    + " must be self; a role without a line sees all");
          }
          seeingOwn.add(role);
        });
    if (owner == null) {
      yaml.problem(entry.place(), path + " needs owner, the field that says whose record it is");
    }
    return seeingOwn;
  }

  /** Null: each in full. */
  private @Nullable Map<String, FieldPolicy> fields(
      Entry entry, String path, @Nullable Text owner) {
    if (FULL.equals(MarkedYaml.scalar(entry.value()))) {
      return null;
    }
    var fields = new LinkedHashMap<String, FieldPolicy>();
    yaml.mapping(entry.value(), path)
        .forEach((field, line) -> {
          mustBeName(field, line.place(), "a field, such as user_id");
          fields.put(field, field(line, path + "." + OneLine.of(field, 40), owner));
        });
    return fields;
  }

  private FieldPolicy field(Entry entry, String path, @Nullable Text owner) {
    if (FULL.equals(MarkedYaml.scalar(entry.value()))) {
      return FieldPolicy.full(entry.place());
    }
    if (MarkedYaml.scalar(entry.value()) != null) {
      yaml.problem(
          yaml.place(entry.value()),
          path + " must be full or say for whom, for example {full: [Manager]}");
      return FieldPolicy.full(entry.place());
    }
    var settings = yaml.mapping(entry.value(), path, Set.of(FULL, "masked", "own"));
    var seen = new LinkedHashSet<String>();
    var full = roles(settings, FULL, path, seen);
    var masked = roles(settings, "masked", path, seen);
    // whoever sees it in full has no need of own; whoever sees it masked may well
    var own = roles(settings, "own", path, new LinkedHashSet<>(full));
    if (!own.isEmpty() && owner == null) {
      yaml.problem(
          entry.place(), path + ".own needs owner, the field that says whose record it is");
    }
    return new FieldPolicy(entry.place(), false, full, masked, own);
  }

  private Set<String> roles(
      Map<String, Entry> settings, String word, String path, Set<String> seen) {
    var entry = settings.get(word);
    var named = entry == null ? null : roles.roles(entry.value(), path + "." + word);
    if (entry == null || named == null) {
      return Set.of();
    }
    mustBeAdmitted(named.names(), yaml.place(entry.value()), path + "." + word);
    for (var role : named.names()) {
      if (!seen.add(role)) {
        yaml.problem(
            yaml.place(entry.value()),
            path + "." + word + " names " + role + ", whom an earlier list names; choose one");
      }
    }
    return Set.copyOf(named.names());
  }

  private void mustBeAdmitted(List<String> named, Place place, String path) {
    roles.mustBeAmong(
        named,
        admitted,
        place,
        path,
        "which the server does not admit; add it to admit or remove it here");
  }

  private void mustBeName(String name, Place place, String what) {
    if (!NAME.matcher(name).matches()) {
      yaml.problem(
          place,
          OneLine.quoted(name) + " cannot name " + what + "; use up to 64 of a-z, 0-9 and _");
    }
  }
}
