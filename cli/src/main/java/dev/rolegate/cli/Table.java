package dev.rolegate.cli;

import dev.rolegate.auth.text.OneLine;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Rows in columns, for people. Cells may hold what others wrote: they are escaped here. */
public final class Table {
  private static final int LONGEST_CELL = 400;
  private static final String GAP = "  ";

  private final List<List<String>> rows = new ArrayList<>();

  public Table row(String... cells) {
    rows.add(Arrays.stream(cells).map(cell -> OneLine.of(cell, LONGEST_CELL)).toList());
    return this;
  }

  /** Each row as a line, columns beneath each other, nothing behind the last. */
  public void printTo(Terminal terminal) {
    for (var row : rows) {
      var line = new StringBuilder();
      for (var column = 0; column < row.size(); column++) {
        var cell = row.get(column);
        line.append(cell).repeat(" ", widest(column) - Width.of(cell)).append(GAP);
      }
      terminal.print(line.toString().stripTrailing());
    }
  }

  private int widest(int column) {
    return rows.stream()
        .filter(row -> row.size() > column)
        .mapToInt(row -> Width.of(row.get(column)))
        .max()
        .orElse(0);
  }
}
