package dev.rolegate.cli.verify;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * How much there is to read: every {@code total} that a reading tool of a server says when it is
 * asked for everything.
 */
final class RowCounts {
  private RowCounts() {}

  static Map<String, Long> of(Bench bench) {
    var counts = new LinkedHashMap<String, Long>();
    var holder = bench.insider();
    if (holder == null) {
      return counts;
    }
    var session =
        StreamableSession.open(bench.wire(), bench.target(), Door.streamable(), holder.token())
            .session();
    if (session == null) {
      return counts;
    }
    try (session) {
      var listed = session.request("tools/list", Probes.object());
      for (var tool : Tools.in(listed)) {
        var name = tool.path("name").asText();
        if (Tools.readsEverything(tool)) {
          var read = session.request("tools/call", Rpc.call(name, Probes.object()));
          collect(name, Tools.result(read), counts);
        }
      }
    }
    return counts;
  }

  /** Takes down what differs, and what is the same. */
  static void compare(Bench bench, Map<String, Long> before, Map<String, Long> after) {
    var names = new TreeSet<>(before.keySet());
    names.addAll(after.keySet());
    for (var name : names) {
      var told = List.of(String.valueOf(before.get(name)));
      bench
          .ledger()
          .add(
              new Cell(
                  Family.ROWS,
                  bench.server(),
                  "",
                  "",
                  name,
                  told,
                  String.valueOf(after.get(name)),
                  null));
    }
    if (names.isEmpty()) {
      bench.ledger().skip(bench.server() + ": totals, as no tool says any without arguments");
    }
  }

  private static void collect(String path, JsonNode node, Map<String, Long> counts) {
    node.properties()
        .forEach(member -> {
          var value = member.getValue();
          if (member.getKey().equals("total") && value.isIntegralNumber()) {
            counts.put(path + " total", value.longValue());
          } else if (value.isObject()) {
            collect(path + " " + member.getKey(), value, counts);
          }
        });
  }
}
