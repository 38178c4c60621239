package dev.rolegate.cli.verify;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/** What was observed of every role at every tool, all transports in one. */
record Matrix(List<String> roles, List<Server> servers) {
  Matrix {
    roles = List.copyOf(roles);
    servers = List.copyOf(servers);
  }

  record Server(String name, List<Row> rows) {
    Server {
      rows = List.copyOf(rows);
    }
  }

  record Row(String tool, List<Mark> marks) {
    Row {
      marks = List.copyOf(marks);
    }
  }

  /** One field of it. */
  enum Mark {
    CALLABLE("may call"),
    REFUSED("refused"),
    NOT_ADMITTED("not admitted"),
    DIFFERS("DIFFERS"),
    UNTRIED("not tried");

    private final String word;

    Mark(String word) {
      this.word = word;
    }

    String word() {
      return word;
    }
  }

  static Matrix of(Findings findings) {
    var cells = findings.cells(Family.TOOLS);
    var roles = new LinkedHashSet<String>();
    findings.cells(Family.ADMISSION).forEach(cell -> roles.add(cell.role()));
    var servers = new ArrayList<Server>();
    for (var name : findings.order().policy().servers()) {
      var tools = new LinkedHashSet<>(findings.order().policy().tools(name));
      cells.stream().filter(cell -> cell.server().equals(name)).forEach(c -> tools.add(c.name()));
      var rows = new ArrayList<Row>();
      for (var tool : tools) {
        var marks = new ArrayList<Mark>();
        for (var role : roles) {
          marks.add(mark(findings, name, tool, role));
        }
        rows.add(new Row(tool, marks));
      }
      servers.add(new Server(name, rows));
    }
    return new Matrix(List.copyOf(roles), servers);
  }

  private static Mark mark(Findings findings, String server, String tool, String role) {
    var cells =
        findings.cells(Family.TOOLS).stream()
            .filter(cell ->
                cell.server().equals(server)
                    && cell.name().equals(tool)
                    && cell.role().equals(role))
            .toList();
    var door =
        findings.cells(Family.ADMISSION).stream()
            .filter(cell -> cell.server().equals(server) && cell.role().equals(role))
            .toList();
    if (cells.isEmpty()) {
      return Mark.UNTRIED;
    }
    if (cells.stream().anyMatch(Cell::differs) || door.stream().anyMatch(Cell::differs)) {
      return Mark.DIFFERS;
    }
    if (cells.stream().anyMatch(cell -> cell.observed().equals(RoleMatrix.CALLABLE))) {
      return Mark.CALLABLE;
    }
    return door.stream().anyMatch(cell -> cell.observed().equals("admitted"))
        ? Mark.REFUSED
        : Mark.NOT_ADMITTED;
  }
}
