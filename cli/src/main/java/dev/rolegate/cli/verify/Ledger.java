package dev.rolegate.cli.verify;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

/** Takes down every cell, and what was left out and why. Thread-safe. */
final class Ledger {
  private final ConcurrentLinkedQueue<Cell> cells = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<String> skipped = new ConcurrentLinkedQueue<>();
  private final Consumer<String> progress;

  Ledger(Consumer<String> progress) {
    this.progress = progress;
  }

  void add(Cell cell) {
    cells.add(cell);
  }

  /** What could not be tried here, with the reason. */
  void skip(String what) {
    skipped.add(what);
  }

  /** A sentence for whoever waits. */
  void tell(String sentence) {
    progress.accept(sentence);
  }

  int size() {
    return cells.size();
  }

  long differences() {
    return cells.stream().filter(Cell::differs).count();
  }

  /** By family, then as they came. */
  List<Cell> cells() {
    var all = new ArrayList<>(cells);
    all.sort(Comparator.comparing(Cell::family).thenComparing(Cell::server));
    return all;
  }

  List<String> skipped() {
    return skipped.stream().distinct().toList();
  }
}
