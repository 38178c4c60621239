package dev.rolegate.cli.verify;

import dev.rolegate.auth.Sight;
import dev.rolegate.cli.verify.Session.Spoken;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What each role is shown of records: the schemas hold the fields that the policy lets it see, the
 * results no other, and no value of a hidden field stands anywhere in what it is answered. Probes
 * have no {@code id} claim, so that no record is their own.
 */
final class SeenFields {
  private static final String NONE_HIDDEN = "none that is hidden";
  private static final String NO_VALUE = "no value of it";
  private static final int SHORTEST = 4;

  private final Bench bench;
  private final Kinds kinds;

  SeenFields(Bench bench) {
    this.bench = bench;
    this.kinds = new Kinds(bench.policy().recordFields(bench.server()));
  }

  /** All that a role read: the list of tools, and what each reading tool answers to {@code {}}. */
  private record Read(Holder holder, Spoken list, Map<String, Spoken> results) {}

  void run() {
    if (kinds.fields().isEmpty()) {
      bench.ledger().skip(bench.server() + ": fields, as the policy shows all of them to all");
      return;
    }
    var reads = new ArrayList<Read>();
    for (var holder : bench.holders()) {
      var read = bench.admits(holder) ? read(holder) : null;
      if (read != null) {
        reads.add(read);
      }
    }
    reads.forEach(this::schemas);
    reads.forEach(this::results);
    for (var read : reads) {
      kinds
          .fields()
          .forEach((kind, fields) -> {
            fields.stream()
                .filter(field -> hidden(read.holder(), kind, field))
                .forEach(field -> values(kind, field, read, reads));
          });
    }
  }

  private @Nullable Read read(Holder holder) {
    var session =
        StreamableSession.open(bench.wire(), bench.target(), Door.streamable(), holder.token())
            .session();
    if (session == null) {
      return null;
    }
    try (session) {
      var list = session.request("tools/list", Probes.object());
      var results = new LinkedHashMap<String, Spoken>();
      for (var tool : Tools.in(list)) {
        if (Tools.readsEverything(tool)) {
          var name = tool.path("name").asText();
          results.put(name, session.request("tools/call", Rpc.call(name, Probes.object())));
        }
      }
      return new Read(holder, list, results);
    }
  }

  private void schemas(Read read) {
    for (var tool : Tools.in(read.list())) {
      for (var found : kinds.inSchema(tool.path("outputSchema"))) {
        var seen = new TreeSet<String>();
        kinds.fields().getOrDefault(found.kind(), Set.of()).stream()
            .filter(field -> !hidden(read.holder(), found.kind(), field))
            .forEach(seen::add);
        cell(
            read.holder(),
            ", tools/list",
            tool.path("name").asText() + ": schema of " + found.kind(),
            String.join(", ", seen),
            String.join(", ", new TreeSet<>(found.members())),
            read.list());
      }
    }
  }

  private void results(Read read) {
    read.results()
        .forEach((tool, spoken) -> {
          var shown = new TreeSet<String>();
          var found = kinds.inResult(Tools.result(spoken));
          for (var one : found) {
            one.members().stream()
                .filter(field -> sight(read.holder(), one.kind(), field) == Sight.HIDDEN)
                .map(field -> one.kind() + "." + field)
                .forEach(shown::add);
          }
          cell(
              read.holder(),
              ", tools/call",
              tool + ": fields of what it finds",
              NONE_HIDDEN,
              shown.isEmpty() ? NONE_HIDDEN : String.join(", ", shown),
              spoken);
        });
  }

  /** Of those that somebody else sees. A value that stands in another field, too, tells nothing. */
  private void values(String kind, String field, Read read, List<Read> all) {
    var secret = new HashSet<String>();
    var open = new HashSet<String>();
    for (var other : all) {
      for (var spoken : other.results().values()) {
        for (var one : kinds.inResult(Tools.result(spoken))) {
          one.node()
              .properties()
              .forEach(member -> {
                var hides = one.kind().equals(kind) && member.getKey().equals(field);
                (hides ? secret : open).add(member.getValue().asText());
              });
        }
      }
    }
    secret.removeAll(open);
    secret.removeIf(value -> value.length() < SHORTEST || value.equals("null"));
    if (secret.isEmpty()) {
      bench
          .ledger()
          .skip(
              bench.server()
                  + ": values of "
                  + kind
                  + "."
                  + field
                  + ", as no role was shown one that is like no other");
      return;
    }
    var heard = new ArrayList<Spoken>(read.results().values());
    heard.add(read.list());
    var leak =
        heard.stream()
            .filter(
                spoken -> secret.stream().anyMatch(value -> holds(spoken.heard().text(), value)))
            .findFirst();
    cell(
        read.holder(),
        "",
        "values of " + kind + "." + field + " in everything that it is answered",
        NO_VALUE,
        leak.isPresent() ? "a value of it" : NO_VALUE,
        leak.orElse(read.list()));
  }

  private static boolean holds(String text, String value) {
    return text.contains(value)
        && Pattern.compile("(?<![A-Za-z0-9])" + Pattern.quote(value) + "(?![A-Za-z0-9])")
            .matcher(text)
            .find();
  }

  private boolean hidden(Holder holder, String kind, String field) {
    return sight(holder, kind, field) == Sight.HIDDEN
        && bench.policy().view(bench.server(), kind, holder.role()).sight(field, true)
            == Sight.HIDDEN;
  }

  private Sight sight(Holder holder, String kind, String field) {
    return bench.policy().view(bench.server(), kind, holder.role()).sight(field, false);
  }

  private void cell(
      Holder holder, String door, String name, String expected, String observed, Spoken spoken) {
    bench
        .ledger()
        .add(
            new Cell(
                Family.FIELDS,
                bench.server(),
                holder.title(),
                Door.streamable() + door,
                name,
                List.of(expected),
                observed,
                spoken.evidence()));
  }
}
