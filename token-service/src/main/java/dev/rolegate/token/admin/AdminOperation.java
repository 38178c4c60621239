package dev.rolegate.token.admin;

import dev.rolegate.auth.AuditUnavailable;

/**
 * One question or one change of the admin surface, such as {@code clients/add}. Implementations are
 * thread-safe.
 */
public interface AdminOperation {
  /** What follows {@code /admin/} in its path: noun, slash, verb. */
  String name();

  /**
   * Answers. A change is recorded with {@link AdminRequest#record} once all of the request is found
   * good, and only then made.
   *
   * @throws AuditUnavailable when it could not be recorded, and so was not made
   */
  AdminAnswer answer(AdminRequest request) throws AuditUnavailable;
}
