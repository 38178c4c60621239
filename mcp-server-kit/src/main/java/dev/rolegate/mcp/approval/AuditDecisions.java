package dev.rolegate.mcp.approval;

import dev.rolegate.auth.AuditEvent;
import dev.rolegate.auth.CurrentPolicy;
import dev.rolegate.auth.Decision;
import dev.rolegate.auth.audit.AuditReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The end of this server's own audit, for the roles that the policy names. Thread-safe. */
public final class AuditDecisions implements Decisions {
  private final CurrentPolicy policy;
  private final Path audit;

  /**
   * @param folder of the server
   */
  public AuditDecisions(CurrentPolicy policy, Path folder) {
    this.policy = policy;
    this.audit = folder.resolve("audit.jsonl");
  }

  @Override
  public Decision mayBeSeenBy(@Nullable String jobRole) {
    return policy.get().decisions(jobRole);
  }

  @Override
  public List<AuditEvent> last(int most, Predicate<AuditEvent> wanted) {
    try {
      return AuditReader.last(audit, most, wanted);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
