package dev.rolegate.auth;

import java.util.List;

/** What the policy says. */
public sealed interface Decision {
  /** Permitted, by the named rule. */
  record Allowed(String rule) implements Decision {}

  /**
   * Not permitted.
   *
   * @param reason a short stable code for the audit, for example {@code role_not_admitted}
   * @param explanation a sentence that says who may, for example {@code job_role Officer is not
   *     admitted to crm; admitted: Manager}
   * @param rolesThatMay the roles that would be allowed
   */
  record Denied(String reason, String explanation, List<String> rolesThatMay) implements Decision {
    /** The same where somebody acts for another, and the role of this one of the two decided. */
    Denied of(String whose) {
      return new Denied(
          whose + "_" + reason, "refused for the " + whose + ": " + explanation, rolesThatMay);
    }
  }
}
