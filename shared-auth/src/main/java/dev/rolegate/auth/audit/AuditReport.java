package dev.rolegate.auth.audit;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a verification found.
 *
 * @param findings the first hundred
 * @param found how many there are
 * @param notes what is no sign of a change, but worth knowing
 * @param lines how many the file has
 * @param vouchedLine the last line that a checkpoint or the anchor vouches for, 0 for none
 * @param vouchedUntil when it did
 */
public record AuditReport(
    List<Finding> findings,
    long found,
    List<String> notes,
    long lines,
    long vouchedLine,
    @Nullable String vouchedUntil) {
  public AuditReport {
    findings = List.copyOf(findings);
    notes = List.copyOf(notes);
  }

  public boolean intact() {
    return found == 0;
  }

  /** The report as lines to be read by people. */
  public List<String> sentences() {
    var said = new ArrayList<String>();
    findings.forEach(finding -> said.add(finding.sentence()));
    if (found > findings.size()) {
      said.add("… and %d more".formatted(found - findings.size()));
    }
    said.addAll(notes);
    said.add(
        vouchedUntil == null
            ? "%d lines, none of them vouched for".formatted(lines)
            : "%d lines, vouched for up to line %d by a checkpoint of %s"
                .formatted(lines, vouchedLine, vouchedUntil));
    if (lines > vouchedLine) {
      said.add(
          "the %d after it are not: nobody could tell whether there were others"
              .formatted(lines - vouchedLine));
    }
    said.add(intact() ? "intact" : "TAMPERED");
    return said;
  }
}
