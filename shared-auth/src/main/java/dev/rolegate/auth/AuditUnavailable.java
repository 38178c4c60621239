package dev.rolegate.auth;

import org.jspecify.annotations.Nullable;

/** The audit cannot be written, so no decision may be given. */
public final class AuditUnavailable extends Exception {
  public AuditUnavailable(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
