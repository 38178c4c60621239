package dev.rolegate.hr;

import java.util.Locale;

/** Kinds of leave, with their bounds. */
enum LeaveType {
  ANNUAL(90, 0),
  SICK(90, 30),
  PARENTAL(365, 0),
  BEREAVEMENT(90, 0),
  UNPAID(90, 0);

  private final int longestDays;
  private final int latestDaysAfter;

  LeaveType(int longestDays, int latestDaysAfter) {
    this.longestDays = longestDays;
    this.latestDaysAfter = latestDaysAfter;
  }

  /** The most calendar days that one request may have. */
  int longestDays() {
    return longestDays;
  }

  /** How many days after its first day it may still be requested. */
  int latestDaysAfter() {
    return latestDaysAfter;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
