package dev.rolegate.auth;

import java.io.IOException;
import java.nio.file.Path;

/**
 * The append-only audit of one process: JSON lines in one file. {@link #append} returns once the
 * line is in the operating system's hands; concurrent appends share one write. Thread-safe.
 */
public final class AuditTrail implements AutoCloseable {
  private AuditTrail() {}

  /** Opens (creating it with mode 0600) the file for appending. */
  public static AuditTrail open(Path file) throws IOException {
    return new AuditTrail();
  }

  /**
   * Appends one line.
   *
   * @throws AuditUnavailable when it cannot be written: the decision must then not be given (503)
   */
  public void append(AuditEvent event) throws AuditUnavailable {}

  /** False after a failed write, until one succeeds; health says so. */
  public boolean writable() {
    return true;
  }

  @Override
  public void close() {}
}
