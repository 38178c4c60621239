package dev.rolegate.cli.verify;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The same thing tried in several places: one line of a report. */
record Group(List<Cell> cells) {
  Group {
    cells = List.copyOf(cells);
  }

  /** Those with the same key, as they first came. */
  static Map<List<String>, Group> by(List<Cell> cells, Function<Cell, List<String>> key) {
    var lists = new LinkedHashMap<List<String>, List<Cell>>();
    cells.forEach(cell -> lists.computeIfAbsent(key.apply(cell), _ -> new ArrayList<>()).add(cell));
    var groups = new LinkedHashMap<List<String>, Group>();
    lists.forEach((name, list) -> groups.put(name, new Group(list)));
    return groups;
  }

  boolean differs() {
    return cells.stream().anyMatch(Cell::differs);
  }

  Cell first() {
    return cells.getFirst();
  }

  /** What was observed, each with how often where that is more than once. */
  String observed() {
    return told(Cell::observed);
  }

  String expected() {
    return told(Cell::expected);
  }

  /** Of the first that differs, or of the first. */
  @Nullable Evidence evidence() {
    return shown().evidence();
  }

  Cell shown() {
    return cells.stream().filter(Cell::differs).findFirst().orElse(first());
  }

  /** What they say, each with how often where they do not all say the same. */
  String told(Function<Cell, String> what) {
    var counts =
        cells.stream()
            .collect(Collectors.groupingBy(what, LinkedHashMap::new, Collectors.counting()));
    return counts.entrySet().stream()
        .map(one -> counts.size() == 1 ? one.getKey() : one.getKey() + " ×" + one.getValue())
        .collect(Collectors.joining(", "));
  }
}
