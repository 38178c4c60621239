package dev.rolegate.cli.verify;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** The report for programs: the same cells as that for people. */
final class JsonReport {
  private final Findings findings;

  JsonReport(Findings findings) {
    this.findings = findings;
  }

  ObjectNode json() {
    var root = Probes.object();
    root.put("issuer", findings.issuer());
    root.put("policy", findings.order().policyFile().toString());
    root.put("begun", findings.begun().toString());
    root.put("seconds", findings.took().toSeconds());
    root.put("cells_tried", findings.cells().size());
    root.put("differences", findings.differences());
    var families = root.putArray("families");
    for (var family : Family.values()) {
      var cells = findings.cells(family);
      if (!cells.isEmpty()) {
        families
            .addObject()
            .put("family", name(family))
            .put("title", family.title())
            .put("cells", cells.size())
            .put("differences", cells.stream().filter(Cell::differs).count());
      }
    }
    var skipped = root.putArray("skipped");
    findings.skipped().forEach(skipped::add);
    var rows = root.putArray("rows");
    for (var one : findings.rows()) {
      var row = rows.addObject().put("server", one.server());
      put(row.putObject("before"), one.before());
      put(row.putObject("after"), one.after());
    }
    var cells = root.putArray("cells");
    findings.cells().forEach(cell -> put(cells.addObject(), cell));
    return root;
  }

  private static void put(ObjectNode json, Cell cell) {
    json.put("family", name(cell.family()))
        .put("server", cell.server())
        .put("role", cell.role())
        .put("door", cell.door())
        .put("name", cell.name());
    var accepted = json.putArray("expected");
    cell.accepted().forEach(accepted::add);
    json.put("observed", cell.observed()).put("differs", cell.differs());
    var evidence = cell.evidence();
    // Of thousands that are as expected, nobody reads what was sent.
    if (cell.differs() && evidence != null) {
      json.put("request", evidence.request()).put("response", evidence.response());
    }
  }

  private static void put(ObjectNode json, Map<String, Long> counts) {
    counts.forEach(json::put);
  }

  private static String name(Family family) {
    return family.name().toLowerCase(java.util.Locale.ROOT);
  }
}
