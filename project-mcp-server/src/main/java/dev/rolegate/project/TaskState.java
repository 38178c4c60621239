package dev.rolegate.project;

import java.util.List;
import java.util.Locale;

/** States of a task: which may follow, and how much of the work may be done in each. */
enum TaskState {
  TODO(0, 0),
  IN_PROGRESS(0, 99),
  BLOCKED(0, 99),
  IN_REVIEW(0, 99),
  COMPLETED(100, 100),
  CANCELLED(0, 99);

  private final int leastPercent;
  private final int mostPercent;

  TaskState(int leastPercent, int mostPercent) {
    this.leastPercent = leastPercent;
    this.mostPercent = mostPercent;
  }

  /** The states that may follow; out of {@link #COMPLETED} only by reopening. */
  List<TaskState> next() {
    return switch (this) {
      case TODO -> List.of(IN_PROGRESS, BLOCKED, CANCELLED);
      case IN_PROGRESS -> List.of(TODO, BLOCKED, IN_REVIEW, COMPLETED, CANCELLED);
      case BLOCKED -> List.of(TODO, IN_PROGRESS, CANCELLED);
      case IN_REVIEW -> List.of(IN_PROGRESS, BLOCKED, COMPLETED, CANCELLED);
      case COMPLETED -> List.of(TODO, IN_PROGRESS);
      case CANCELLED -> List.of();
    };
  }

  /** Whether there is still something to do. */
  boolean isOpen() {
    return switch (this) {
      case TODO, IN_PROGRESS, BLOCKED, IN_REVIEW -> true;
      case COMPLETED, CANCELLED -> false;
    };
  }

  /** Whether somebody has to be working on it, or to have done so. */
  boolean needsAssignee() {
    return switch (this) {
      case IN_PROGRESS, IN_REVIEW, COMPLETED -> true;
      case TODO, BLOCKED, CANCELLED -> false;
    };
  }

  boolean admits(int percent) {
    return percent >= leastPercent && percent <= mostPercent;
  }

  /** The progress that it admits, in words. */
  String percents() {
    return leastPercent == mostPercent
        ? String.valueOf(leastPercent)
        : leastPercent + " to " + mostPercent;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
