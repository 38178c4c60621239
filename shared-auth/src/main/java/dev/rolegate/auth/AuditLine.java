package dev.rolegate.auth;

import dev.rolegate.auth.text.JsonText;
import dev.rolegate.auth.text.Timestamp;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An event as one line of JSON with its fields in one order, not yet closed: its place in the chain
 * comes last. Each value is bounded, and whatever it holds, the line stays one line that reads as
 * written.
 */
final class AuditLine {
  private static final int LONGEST_VALUE = 256;

  private AuditLine() {}

  static byte[] opening(AuditEvent event) {
    var line = new StringBuilder(320).append("{\"time\":\"");
    Timestamp.append(line, event.time());
    line.append('"');
    field(line, "request_id", event.requestId());
    field(line, "server", event.server());
    field(line, "subject", event.subject());
    field(line, "client", event.client());
    field(line, "role", event.role());
    if (event.actor() != null) {
      field(line, "actor", event.actor());
    }
    if (event.approver() != null) {
      field(line, "approver", event.approver());
    }
    if (event.change() != null) {
      field(line, "change", event.change());
    }
    field(line, "action", event.action());
    if (event.tool() != null) {
      field(line, "tool", event.tool());
    }
    field(line, "outcome", event.outcome().name().toLowerCase(Locale.ROOT));
    field(line, "reason", event.reason());
    return line.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void field(StringBuilder line, String name, @Nullable String value) {
    line.append(",\"").append(name).append("\":");
    if (value == null) {
      line.append("null");
    } else {
      JsonText.append(line, value, LONGEST_VALUE);
    }
  }
}
