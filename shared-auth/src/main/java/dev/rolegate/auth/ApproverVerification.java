package dev.rolegate.auth;

/** What came of verifying the token of somebody who wants to release changes. */
public sealed interface ApproverVerification {
  /** Every check passed. */
  record Verified(Approver approver) implements ApproverVerification {}

  /** One check failed; whoever sent it must sign in (401). */
  record Refused(TokenDefect defect) implements ApproverVerification {}

  /**
   * No verdict is possible at the moment (503).
   *
   * @param code for the audit
   * @param description a sentence for the approver
   */
  record Undecided(String code, String description) implements ApproverVerification {}
}
