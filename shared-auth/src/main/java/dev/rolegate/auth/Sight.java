package dev.rolegate.auth;

/** How much of a field a role sees; the later, the less. */
public enum Sight {
  /** The value as it is. */
  FULL,
  /** That there is a text, and little of it. */
  MASKED,
  /** Nothing: the member is left out. */
  HIDDEN;

  /** What is left when both views must allow it. */
  public Sight and(Sight other) {
    return compareTo(other) >= 0 ? this : other;
  }
}
