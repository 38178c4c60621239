package dev.rolegate.cli.verify;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What came of a run. This class is immutable. */
public final class Findings {
  private final Order order;
  private final String issuer;
  private final Instant begun;
  private final Duration took;
  private final List<Cell> cells;
  private final List<String> skipped;
  private final List<Rows> rows;

  private Findings(
      Order order,
      String issuer,
      Instant begun,
      Duration took,
      List<Cell> cells,
      List<String> skipped,
      List<Rows> rows) {
    this.order = order;
    this.issuer = issuer;
    this.begun = begun;
    this.took = took;
    this.cells = List.copyOf(cells);
    this.skipped = List.copyOf(skipped);
    this.rows = List.copyOf(rows);
  }

  static Findings of(
      Order order, String issuer, Instant begun, Duration took, Ledger ledger, List<Rows> rows) {
    return new Findings(order, issuer, begun, took, ledger.cells(), ledger.skipped(), rows);
  }

  Order order() {
    return order;
  }

  String issuer() {
    return issuer;
  }

  Instant begun() {
    return begun;
  }

  Duration took() {
    return took;
  }

  List<Cell> cells() {
    return cells;
  }

  List<Cell> cells(Family family) {
    return cells.stream().filter(cell -> cell.family() == family).toList();
  }

  List<String> skipped() {
    return skipped;
  }

  List<Rows> rows() {
    return rows;
  }

  List<Cell> differing() {
    return cells.stream().filter(Cell::differs).toList();
  }

  /** How many cells are not as expected. */
  public int differences() {
    return differing().size();
  }

  /** For people at a terminal, line by line. It may hold what others wrote. */
  public List<String> lines() {
    return new TextReport(this).lines();
  }

  /** For programs. */
  public ObjectNode json() {
    return new JsonReport(this).json();
  }

  /** Writes the report for people and the one for programs into a folder. */
  public void write(Path folder) throws IOException {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("verify.html"), new HtmlReport(this).page());
    Files.writeString(
        folder.resolve("verify.json"), json().toPrettyString() + "\n", StandardCharsets.UTF_8);
  }
}
