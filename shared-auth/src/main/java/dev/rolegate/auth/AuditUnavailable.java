package dev.rolegate.auth;

/** The audit cannot be written, so no decision may be given. */
public final class AuditUnavailable extends Exception {
  public AuditUnavailable(String message, Throwable cause) {
    super(message, cause);
  }
}
