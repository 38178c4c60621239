package dev.rolegate.auth.audit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolegate.auth.AuditEvent;
import dev.rolegate.auth.AuditEvent.Outcome;
import dev.rolegate.auth.StrictJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Reads the latest decisions of an audit, to be shown. It does not verify the chain: who needs
 * proof asks {@link VerifyAudit}. Thread-safe.
 */
public final class AuditReader {
  /** How far back it looks, however many are asked for. */
  public static final int FARTHEST = 8 * 1024 * 1024;

  // a value has 256 characters, each of which may be escaped as six
  private static final StrictJson LINE = new StrictJson(BoundedLines.LONGEST, 2048, 64);

  private AuditReader() {}

  /**
   * The last decisions, the latest first. A line that is none is passed over: a marker, or the
   * piece that a crash or a write in progress leaves. A file that does not exist has none.
   *
   * @param audit {@code audit.jsonl}
   * @param most how many to return
   */
  public static List<AuditEvent> last(Path audit, int most, Predicate<AuditEvent> wanted)
      throws IOException {
    var events = new ArrayList<AuditEvent>();
    if (!Files.exists(audit)) {
      return events;
    }
    try (var lines = new LinesBackwards(audit, FARTHEST)) {
      while (events.size() < most) {
        var line = lines.next();
        if (line == null) {
          break;
        }
        var event = event(line);
        if (event != null && wanted.test(event)) {
          events.add(event);
        }
      }
    }
    return events;
  }

  private static @Nullable AuditEvent event(byte[] line) {
    return LINE.read(line) instanceof StrictJson.Reading.Read(var object) ? event(object) : null;
  }

  private static @Nullable AuditEvent event(ObjectNode line) {
    var time = text(line, "time");
    var requestId = text(line, "request_id");
    var server = text(line, "server");
    var action = text(line, "action");
    var outcome = outcome(text(line, "outcome"));
    var reason = text(line, "reason");
    if (time == null
        || requestId == null
        || server == null
        || action == null
        || outcome == null
        || reason == null) {
      return null;
    }
    try {
      return new AuditEvent(
          Instant.parse(time),
          requestId,
          server,
          text(line, "subject"),
          text(line, "client"),
          text(line, "role"),
          text(line, "actor"),
          text(line, "approver"),
          text(line, "change"),
          action,
          text(line, "tool"),
          outcome,
          reason);
    } catch (DateTimeException e) {
      return null;
    }
  }

  private static @Nullable Outcome outcome(@Nullable String word) {
    return switch (word) {
      case "allowed" -> Outcome.ALLOWED;
      case "denied" -> Outcome.DENIED;
      case null, default -> null;
    };
  }

  private static @Nullable String text(ObjectNode line, String name) {
    var value = line.path(name);
    return value.isTextual() ? value.textValue() : null;
  }
}
