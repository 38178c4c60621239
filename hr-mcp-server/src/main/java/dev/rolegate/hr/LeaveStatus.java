package dev.rolegate.hr;

import java.util.Locale;

/** States of a leave request; the last two are final. */
enum LeaveStatus {
  PENDING,
  APPROVED,
  REJECTED;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
