package dev.rolegate.token.refresh;

/** What a presented refresh token turns out to be. */
public sealed interface Presented {
  /** Good for one use. */
  record Unused(Family family) implements Presented {}

  /** It was used before: two hold it, and nobody can tell which of them is the client. */
  record Used(Family family) implements Presented {}

  /**
   * Good for nothing, whoever presents it.
   *
   * @param reason a short stable code for the audit
   */
  record Worthless(String reason) implements Presented {}
}
