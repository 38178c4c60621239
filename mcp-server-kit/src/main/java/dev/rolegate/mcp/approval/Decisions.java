package dev.rolegate.mcp.approval;

import dev.rolegate.auth.AuditEvent;
import dev.rolegate.auth.Decision;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What this server decided lately. Implementations are thread-safe; they block for the disk. */
public interface Decisions {
  /** May this role see them? */
  Decision mayBeSeenBy(@Nullable String jobRole);

  /** The newest first. */
  List<AuditEvent> last(int most, Predicate<AuditEvent> wanted);
}
