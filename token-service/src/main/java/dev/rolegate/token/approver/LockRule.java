package dev.rolegate.token.approver;

import java.time.Duration;

/**
 * When failures lock: after each so many in a row, for the first time, then twice as long each time
 * up to the longest.
 *
 * @param memory how long after the last failure, or the lock that it brought, all is forgotten
 */
record LockRule(int failures, Duration first, Duration longest, Duration memory) {
  /**
   * At most an hour: five guesses an hour find no password that the rules let in, and whoever wants
   * to keep an approver out has to come back every hour, for an operator to see.
   */
  static final LockRule ACCOUNT =
      new LockRule(5, Duration.ofMinutes(15), Duration.ofHours(1), Duration.ofHours(24));

  /** More, as an office may share one; longer, as nobody is kept out by another's address. */
  static final LockRule ADDRESS =
      new LockRule(20, Duration.ofMinutes(15), Duration.ofHours(24), Duration.ofHours(1));

  /** How long the failure of this number locks; zero: not at all. */
  Duration lock(long number) {
    if (number % failures != 0) {
      return Duration.ZERO;
    }
    var doublings = Math.min(number / failures - 1, 30);
    var lock = first.multipliedBy(1L << doublings);
    return lock.compareTo(longest) < 0 ? lock : longest;
  }
}
