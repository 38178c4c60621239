package dev.rolegate.mcp.change;

import dev.rolegate.auth.Confirmation;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A change that somebody asked for, as one person may see it. This class is immutable.
 *
 * @param id such as {@code CHG-HR-7K3M9QXA}: random, and it names the server
 * @param tool its name
 * @param title of the tool, for people
 * @param preview what would change, without what the viewer's role does not see
 * @param ending null while it is pending
 */
public record Change(
    String id,
    String tool,
    String title,
    State state,
    Requester requester,
    Confirmation confirmation,
    List<Difference> preview,
    Instant requestedAt,
    Instant expiresAt,
    @Nullable Ending ending) {
  public Change {
    preview = List.copyOf(preview);
  }

  /** What became of it; all but {@code PENDING} are final. */
  public enum State {
    /** It waits for a person. */
    PENDING,
    /** It was released and written. */
    DONE,
    /** A person said no. */
    DECLINED,
    /** Nobody said anything in time. */
    EXPIRED,
    /**
     * It was released, but it may no longer be done, or not as it was shown; nothing was written.
     */
    FAILED
  }

  /**
   * Who asked for it.
   *
   * @param name for people
   * @param actor the subject of who acts for it
   */
  public record Requester(
      String subject,
      String clientId,
      @Nullable String jobRole,
      @Nullable String name,
      @Nullable String actor) {}

  /**
   * One field of a record; equal values say what the change is about.
   *
   * @param before null: it had none, or the record is new
   * @param after null: it will have none
   */
  public record Difference(String field, @Nullable String before, @Nullable String after) {
    /** False: it only says what the change is about. */
    public boolean changes() {
      return !Objects.equals(before, after);
    }
  }

  /**
   * How it ended.
   *
   * @param by the subject of who decided; null when time did
   * @param account of the approver, or {@code elicitation}; null when time did
   * @param reason a sentence: what the person said, or why it failed
   */
  public record Ending(
      Instant at, @Nullable String by, @Nullable String account, @Nullable String reason) {}
}
