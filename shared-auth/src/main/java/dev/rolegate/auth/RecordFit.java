package dev.rolegate.auth;

import dev.rolegate.auth.text.NearMatch;
import dev.rolegate.auth.text.OneLine;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Holds the lines about a server's records against the records in its results: each kind and each
 * field has a line, so that a new one is seen by nobody before somebody has said by whom.
 */
final class RecordFit {
  private final String file;
  private final String path;
  private final List<String> problems = new ArrayList<>();

  RecordFit(String file, String server) {
    this.file = file;
    this.path = "servers." + server + ".records";
  }

  List<String> problems(Map<String, RecordPolicy> lines, List<ToolShape> tools) {
    var kinds = new TreeMap<String, ToolShape.Fields>();
    for (var tool : tools) {
      tool.records().forEach((kind, fields) -> kinds.merge(kind, fields, RecordFit::union));
    }
    for (var kind : kinds.keySet()) {
      if (!lines.containsKey(kind)) {
        problems.add(
            "%s: %s does not list %s; add a line, for example %s: full"
                .formatted(file, path, kind, kind));
      }
    }
    lines.forEach((kind, line) -> {
      var fields = kinds.get(kind);
      if (fields == null) {
        problem(
            line.place(),
            "%s lists %s, which no result holds; correct or remove the line%s"
                .formatted(path, kind, NearMatch.suggestion(kind, kinds.keySet())));
      } else {
        check(line, fields);
      }
    });
    return List.copyOf(problems);
  }

  /** Two results that call different things by one name: all fields, and as texts what both do. */
  private static ToolShape.Fields union(ToolShape.Fields one, ToolShape.Fields other) {
    var all = new TreeSet<>(one.all());
    all.addAll(other.all());
    var texts = new TreeSet<String>();
    for (var field : all) {
      if (isText(field, one) && isText(field, other)) {
        texts.add(field);
      }
    }
    return new ToolShape.Fields(all, texts);
  }

  private static boolean isText(String field, ToolShape.Fields fields) {
    return fields.texts().contains(field) || !fields.all().contains(field);
  }

  private void check(RecordPolicy line, ToolShape.Fields has) {
    var owner = line.owner();
    if (owner != null && !has.all().contains(owner.text())) {
      problem(owner.place(), line.path() + ".owner names " + unknown(owner.text(), has.all()));
    }
    var fields = line.fields();
    if (fields == null) {
      return;
    }
    for (var field : new TreeSet<>(has.all())) {
      if (!fields.containsKey(field)) {
        problem(
            line.place(),
            "%s.fields does not list %s; add a line, for example %s: {full: []} for nobody"
                .formatted(line.path(), field, field));
      }
    }
    fields.forEach((field, policy) -> {
      if (!has.all().contains(field)) {
        problem(policy.place(), line.path() + ".fields names " + unknown(field, has.all()));
      } else if (!policy.masked().isEmpty() && !has.texts().contains(field)) {
        problem(
            policy.place(),
            line.path() + ".fields." + field + " is no text and cannot be masked; leave it out");
      }
    });
  }

  private static String unknown(String field, Set<String> known) {
    return OneLine.quoted(field)
        + ", which the record does not have; correct or remove the line"
        + NearMatch.suggestion(field, known);
  }

  private void problem(Place place, String sentence) {
    problems.add(place + ": " + sentence);
  }
}
