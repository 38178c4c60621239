package dev.rolegate.cli.verify;

import dev.rolegate.cli.verify.Matrix.Mark;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.Collectors;

/** The tables of the page: what differs, who may call what, each family, and the totals. */
final class HtmlTables {
  private final Findings findings;
  private final Matrix matrix;
  private final Html html;

  HtmlTables(Findings findings, Matrix matrix, Html html) {
    this.findings = findings;
    this.matrix = matrix;
    this.html = html;
  }

  void differences() {
    var differing = findings.differing();
    if (differing.isEmpty()) {
      return;
    }
    html.raw("<section class=\"alarm\">").tag("h2", "What differs").raw("<ol>");
    Group.by(differing, HtmlTables::sameEverywhere).values().forEach(this::difference);
    html.raw("</ol></section>");
  }

  private static List<String> sameEverywhere(Cell cell) {
    return List.of(
        cell.family().name(), cell.role(), cell.name(), cell.expected(), cell.observed());
  }

  private void difference(Group group) {
    var cell = group.first();
    html.raw("<li><p><strong>").text(cell.name()).raw("</strong> at ");
    html.text(group.told(Cell::server));
    if (!cell.role().isEmpty()) {
      html.text(", as ").tag("b", cell.role());
    }
    html.raw("</p><p>expected ");
    mark("ok", cell.expected());
    html.raw(" observed ");
    mark("differs", cell.observed());
    html.raw(" ").tag("small", doors(group)).raw("</p>");
    evidence(group, "what was sent and answered");
    html.raw("</li>");
  }

  private void mark(String kind, String word) {
    html.raw("<span class=\"mark " + kind + "\">").text(word).raw("</span>");
  }

  private static String doors(Group group) {
    return group.cells().stream()
        .map(Cell::door)
        .filter(door -> !door.isEmpty())
        .distinct()
        .collect(Collectors.joining("; "));
  }

  void matrix() {
    html.raw("<section>")
        .tag("h2", "Who may call what")
        .tag(
            "p",
            "As observed, over every transport: listed and callable, or hidden and refused. Where one of them is not as the policy says, the field differs.");
    for (var server : matrix.servers()) {
      html.raw(
              "<div class=\"scroll s-"
                  + Html.slug(server.name())
                  + "\"><table class=\"matrix\"><caption>")
          .text(server.name())
          .raw("</caption><thead><tr><th scope=\"col\">tool</th>");
      for (var at = 0; at < matrix.roles().size(); at++) {
        html.raw("<th scope=\"col\" class=\"r-" + at + "\">")
            .text(matrix.roles().get(at))
            .raw("</th>");
      }
      html.raw("</tr></thead><tbody>");
      for (var row : server.rows()) {
        html.raw("<tr><th scope=\"row\"><code>").text(row.tool()).raw("</code></th>");
        for (var at = 0; at < row.marks().size(); at++) {
          var mark = row.marks().get(at);
          html.raw("<td class=\"r-" + at + "\"><span class=\"mark " + style(mark) + "\">")
              .text(mark.word())
              .raw("</span></td>");
        }
        html.raw("</tr>");
      }
      html.raw("</tbody></table></div>");
    }
    html.raw("</section>");
  }

  private static String style(Mark mark) {
    return switch (mark) {
      case CALLABLE -> "ok";
      case REFUSED -> "refused";
      case NOT_ADMITTED -> "shut";
      case DIFFERS -> "differs";
      case UNTRIED -> "untried";
    };
  }

  void family(Family family) {
    var cells = findings.cells(family);
    if (cells.isEmpty() || family == Family.ROWS) {
      return;
    }
    var differing = cells.stream().filter(Cell::differs).count();
    var groups = Group.by(cells, cell -> key(family, cell));
    html.raw("<section class=\"" + (differing == 0 ? "calm" : "") + "\">")
        .tag("h2", family.title())
        .tag("p", family.meaning());
    html.raw("<details" + (differing == 0 ? "" : " open") + "><summary>")
        .text("%,d cells in %,d lines, ".formatted(cells.size(), groups.size()))
        .raw("<span class=\"mark " + (differing == 0 ? "ok" : "differs") + "\">")
        .text(differing == 0 ? "all as expected" : differing + " differ")
        .raw(
            "</span></summary><div class=\"scroll\"><table class=\"cells\"><thead><tr><th scope=\"col\">tried</th><th scope=\"col\">as</th><th scope=\"col\">where</th><th scope=\"col\">expected</th><th scope=\"col\">observed</th></tr></thead><tbody>");
    groups
        .values()
        .forEach(group -> {
          var cell = group.first();
          html.raw(
              "<tr class=\"" + classes(cell) + (group.differs() ? " wrong" : " right") + "\"><td>");
          evidence(group, cell.name());
          html.raw("</td><td>")
              .text(cell.role())
              .raw("</td><td>")
              .text(where(group))
              .raw("</td><td>")
              .text(group.expected())
              .raw("</td><td><span class=\"mark " + (group.differs() ? "differs" : "ok") + "\">")
              .text(group.observed())
              .raw("</span></td></tr>");
        });
    html.raw("</tbody></table></div></details></section>");
  }

  /** Lists and calls of a tool apart, all doors together. */
  private static List<String> key(Family family, Cell cell) {
    var kind = family == Family.TOOLS ? cell.door().replaceFirst(".*, ", "") : "";
    return List.of(cell.server(), cell.name(), cell.role(), kind, cell.expected());
  }

  private static String where(Group group) {
    var doors =
        group.cells().stream().map(Cell::door).filter(door -> !door.isEmpty()).distinct().toList();
    var many =
        doors.size() > 3
            ? doors.getFirst() + " and " + (doors.size() - 1) + " more"
            : String.join(", ", doors);
    return (group.first().server() + " " + many).strip();
  }

  private void evidence(Group group, String title) {
    var evidence = group.evidence();
    if (evidence == null) {
      html.text(title);
      return;
    }
    html.raw("<details class=\"evidence\"><summary>")
        .text(title)
        .raw("</summary><div class=\"wire\"><figure><figcaption>sent</figcaption><pre>")
        .text(evidence.request())
        .raw("</pre></figure><figure><figcaption>answered</figcaption><pre>")
        .text(evidence.response())
        .raw("</pre></figure></div></details>");
  }

  private String classes(Cell cell) {
    var role = matrix.roles().indexOf(cell.role());
    return "s-" + Html.slug(cell.server()) + (role < 0 ? "" : " r-" + role);
  }

  void rows() {
    html.raw("<section>")
        .tag("h2", Family.ROWS.title())
        .tag(
            "p",
            Family.ROWS.meaning()
                + " Somebody else may have changed data meanwhile; verify did not.");
    html.raw(
        "<div class=\"scroll\"><table class=\"cells\"><thead><tr><th scope=\"col\">server</th><th scope=\"col\">total</th><th scope=\"col\">before</th><th scope=\"col\">after</th></tr></thead><tbody>");
    for (var rows : findings.rows()) {
      var names = new LinkedHashSet<>(rows.before().keySet());
      names.addAll(rows.after().keySet());
      for (var name : names) {
        var before = String.valueOf(rows.before().get(name));
        var after = String.valueOf(rows.after().get(name));
        var same = before.equals(after);
        html.raw(
                "<tr class=\"s-"
                    + Html.slug(rows.server())
                    + (same ? " right" : " wrong")
                    + "\"><td>")
            .text(rows.server())
            .raw("</td><td>")
            .text(name)
            .raw("</td><td class=\"number\">")
            .text(before)
            .raw(
                "</td><td class=\"number\"><span class=\"mark " + (same ? "ok" : "differs") + "\">")
            .text(after)
            .raw("</span></td></tr>");
      }
    }
    html.raw("</tbody></table></div></section>");
  }
}
