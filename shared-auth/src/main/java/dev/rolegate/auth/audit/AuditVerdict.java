package dev.rolegate.auth.audit;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;

/** What came of a verification, for people, for programs, and as an exit code. */
public sealed interface AuditVerdict {
  /** The files were read to their ends. */
  record Verified(AuditReport report) implements AuditVerdict {}

  /** They could not be: a sentence that says why. Nothing is known of the audit. */
  record NotVerified(String why) implements AuditVerdict {}

  /** 0 intact, 1 tampered, 2 not verified. */
  default int exitCode() {
    return switch (this) {
      case Verified(var report) -> report.intact() ? 0 : 1;
      case NotVerified _ -> 2;
    };
  }

  /** As lines to be read by people. */
  default List<String> sentences() {
    return switch (this) {
      case Verified(var report) -> report.sentences();
      case NotVerified(var why) -> List.of(why);
    };
  }

  /** As one JSON object. */
  default ObjectNode json() {
    var json = JsonNodeFactory.instance.objectNode();
    switch (this) {
      case NotVerified(var why) -> json.put("verdict", "not_verified").put("reason", why);
      case Verified(var report) -> {
        json.put("verdict", report.intact() ? "intact" : "tampered")
            .put("lines", report.lines())
            .put("vouched_line", report.vouchedLine())
            .put("vouched_until", report.vouchedUntil())
            .put("found", report.found());
        var findings = json.putArray("findings");
        for (var finding : report.findings()) {
          findings
              .addObject()
              .put("in", finding.in().name().toLowerCase(Locale.ROOT))
              .put("line", finding.line())
              .put("what", finding.what());
        }
        var notes = json.putArray("notes");
        report.notes().forEach(notes::add);
      }
    }
    return json;
  }
}
