package dev.rolegate.mcp.change;

import dev.rolegate.auth.Approver;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an approver sees and does; all of it is decided by the policy and audited. Implementations
 * are thread-safe; they block for the database.
 */
public interface Approvals {
  /** The pending changes that this person may release, the oldest first; 200 at most. */
  List<Change> pending(Approver viewer);

  /** Those that this person may or might have released and that have ended, the latest first. */
  List<Change> ended(Approver viewer, int most);

  /** One of either, or null: there is none, or this person may not see it. */
  @Nullable Change find(String id, Approver viewer);

  /** Releases a change and writes it, both or neither. */
  Ruling approve(String id, Approver by, String requestId);

  /**
   * Ends a change without writing it.
   *
   * @param reason what to tell who asked, at most 500 characters; null: nothing
   */
  Ruling decline(String id, Approver by, @Nullable String reason, String requestId);

  /** What came of it. */
  sealed interface Ruling {
    /** It was decided now, and by this; its state says how. */
    record Decided(Change change) implements Ruling {}

    /**
     * Nothing was decided.
     *
     * @param code {@code not_found}, {@code not_permitted}, {@code already_decided}, {@code
     *     expired}, {@code unavailable}
     * @param explanation a sentence that says what to do
     */
    record Refused(String code, String explanation) implements Ruling {}
  }
}
