package dev.rolegate.token;

import dev.rolegate.auth.AuditUnavailable;
import dev.rolegate.database.Database;
import dev.rolegate.token.TokenDecision.Refused;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Turns rulings into decisions that may be given: each is in the audit, and what is stored with it
 * is committed. Thread-safe.
 */
final class RecordedDecisions {
  private final Database database;
  private final TokenAudit audit;

  RecordedDecisions(Database database, TokenAudit audit) {
    this.database = database;
    this.audit = audit;
  }

  /**
   * Records.
   *
   * @throws AuditUnavailable when that fails; then nothing was stored
   */
  TokenDecision of(Ruling ruling, String requestId) throws AuditUnavailable {
    return switch (ruling) {
      case Ruling.Decided(var decision) -> {
        audit.record(decision, requestId);
        yield decision;
      }
      case Ruling.Stored(var work) -> stored(work, requestId);
    };
  }

  private TokenDecision stored(Function<Handle, TokenDecision> work, String requestId)
      throws AuditUnavailable {
    var recorded = new Recorded();
    try {
      return database.write(handle -> {
        var decision = work.apply(handle);
        // Before the commit: what is not recorded must not be used up.
        recorded.decision = decision;
        record(decision, requestId);
        return decision;
      });
    } catch (Unrecorded e) {
      throw e.cause;
    } catch (RuntimeException e) {
      if (recorded.decision != null) {
        // The audit says what was decided; that it was not given belongs behind it.
        audit.record(
            new Refused(OAuthError.notStored(), recorded.decision.clientId(), null), requestId);
      }
      throw e;
    }
  }

  private void record(TokenDecision decision, String requestId) {
    try {
      audit.record(decision, requestId);
    } catch (AuditUnavailable e) {
      throw new Unrecorded(e);
    }
  }

  private static final class Recorded {
    @Nullable TokenDecision decision;
  }

  /** Carries a checked exception out of a transaction, which rolls back on the way. */
  private static final class Unrecorded extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient AuditUnavailable cause;

    Unrecorded(AuditUnavailable cause) {
      super(cause);
      this.cause = cause;
    }
  }
}
