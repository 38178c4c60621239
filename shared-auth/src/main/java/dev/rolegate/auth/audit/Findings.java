package dev.rolegate.auth.audit;

import java.util.ArrayList;
import java.util.List;

/** Findings and notes so far; the first hundred of each, as a file may be nothing but findings. */
final class Findings {
  private static final int MOST = 100;

  private final List<Finding> first = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private long count;

  void add(Finding.In in, long line, String what) {
    count++;
    if (first.size() < MOST) {
      first.add(new Finding(in, line, what));
    }
  }

  void note(String note) {
    if (notes.size() < MOST) {
      notes.add(note);
    }
  }

  long count() {
    return count;
  }

  List<Finding> first() {
    return first;
  }

  List<String> notes() {
    return notes;
  }
}
