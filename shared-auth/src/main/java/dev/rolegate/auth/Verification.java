package dev.rolegate.auth;

/** What came of verifying a token. */
public sealed interface Verification {
  /** Every check passed. */
  record Verified(Caller caller) implements Verification {}

  /** One check failed; the token is good for nothing here (401). */
  record Refused(TokenDefect defect) implements Verification {}

  /**
   * No verdict is possible, for example because no key was ever obtained (503).
   *
   * @param code for the audit
   * @param description a sentence for the caller
   */
  record Undecided(String code, String description) implements Verification {}
}
