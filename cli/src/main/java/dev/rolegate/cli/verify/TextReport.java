package dev.rolegate.cli.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What a terminal shows: the matrix, a line for each family, and every difference. */
final class TextReport {
  private static final int MOST = 100;

  private final Findings findings;
  private final Matrix matrix;

  TextReport(Findings findings) {
    this.findings = findings;
    this.matrix = Matrix.of(findings);
  }

  List<String> lines() {
    var lines = new ArrayList<String>();
    matrix
        .servers()
        .forEach(server -> {
          lines.addAll(columns(server));
          lines.add("");
        });
    for (var family : Family.values()) {
      var cells = findings.cells(family);
      if (!cells.isEmpty()) {
        var differing = cells.stream().filter(Cell::differs).count();
        lines.add(
            "%-38s %6d cells  %s"
                .formatted(
                    family.title(),
                    cells.size(),
                    differing == 0 ? "as expected" : differing + " DIFFER"));
      }
    }
    lines.add("");
    findings.skipped().forEach(one -> lines.add("skipped: " + one));
    var differing = findings.differing();
    differing.stream().limit(MOST).forEach(cell -> lines.add(difference(cell)));
    if (differing.size() > MOST) {
      lines.add("… and " + (differing.size() - MOST) + " more; --report has them all");
    }
    lines.add(
        "%d cells, %d differences, %d s"
            .formatted(findings.cells().size(), differing.size(), findings.took().toSeconds()));
    return lines;
  }

  static String difference(Cell cell) {
    return "DIFFERS %s, %s: expected %s, observed %s"
        .formatted(cell.where(), cell.name(), cell.expected(), cell.observed());
  }

  private List<String> columns(Matrix.Server server) {
    var table = new ArrayList<List<String>>();
    var head = new ArrayList<String>(List.of(server.name()));
    head.addAll(matrix.roles());
    table.add(head);
    for (var row : server.rows()) {
      var line = new ArrayList<String>(List.of(row.tool()));
      row.marks().forEach(mark -> line.add(mark.word()));
      table.add(line);
    }
    var widths = new ArrayList<Integer>();
    for (var column = 0; column < head.size(); column++) {
      var at = column;
      widths.add(table.stream().mapToInt(line -> line.get(at).length()).max().orElse(0));
    }
    return table.stream()
        .map(line -> {
          var cells = new ArrayList<String>();
          for (var column = 0; column < line.size(); column++) {
            var cell = line.get(column);
            cells.add(cell + " ".repeat(widths.get(column) - cell.length()));
          }
          return cells.stream().collect(Collectors.joining("  ")).stripTrailing();
        })
        .toList();
  }
}
