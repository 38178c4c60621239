package dev.rolegate.cli.verify;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rolegate.cli.verify.Matrix.Mark;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The report for people: one file that needs nothing else and runs no script. Whatever others wrote
 * is escaped.
 */
final class HtmlReport {
  private final Findings findings;
  private final Matrix matrix;
  private final List<String> servers;
  private final Html html = new Html();

  HtmlReport(Findings findings) {
    this.findings = findings;
    this.matrix = Matrix.of(findings);
    this.servers = servers(findings);
  }

  String page() {
    var differing = findings.differences();
    var verdict = differing == 0 ? "No differences" : differing + " differences";
    html.raw("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">")
        .raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">")
        .raw("<meta name=\"color-scheme\" content=\"light dark\">")
        .raw(
            "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">")
        .tag("title", verdict + " · rolegate verify")
        .raw("<style>")
        .raw(style())
        .raw(filters())
        .raw("</style></head><body>");
    head(verdict, differing == 0);
    controls();
    differences();
    matrix();
    for (var family : Family.values()) {
      family(family);
    }
    rows();
    skipped();
    html.raw(
            "<footer>Made by <code>rolegate verify</code>. Tokens and secrets are left out; session ids are cut.</footer>")
        .raw("</body></html>\n");
    return html.text();
  }

  private void head(String verdict, boolean good) {
    html.raw(
            "<header class=\""
                + (good ? "good" : "bad")
                + "\"><p class=\"eyebrow\">rolegate verify</p>")
        .tag("h1", verdict);
    html.raw("<p>")
        .text("%,d things were tried from outside at ".formatted(findings.cells().size()))
        .raw("<code>")
        .text(findings.issuer())
        .raw(
            "</code> and its servers; what should come of each was read from the access policy and the contract, never from a server.</p>");
    html.raw("<dl class=\"figures\">");
    figure("cells", "%,d".formatted(findings.cells().size()));
    figure("differences", "%,d".formatted(findings.differences()));
    figure("servers", Integer.toString(matrix.servers().size()));
    figure("roles", Integer.toString(matrix.roles().size()));
    figure("seconds", Long.toString(findings.took().toSeconds()));
    figure(
        "begun (UTC)",
        findings
            .begun()
            .truncatedTo(ChronoUnit.SECONDS)
            .toString()
            .replaceAll("[TZ]", " ")
            .strip());
    html.raw("</dl></header>");
  }

  private void figure(String name, String value) {
    html.raw("<div>").tag("dt", name).tag("dd", value).raw("</div>");
  }

  private void controls() {
    html.raw(
        "<nav aria-label=\"Filter\"><label><input type=\"checkbox\" id=\"only\"> only differences</label>");
    for (var server : servers) {
      html.raw("<label><input type=\"checkbox\" checked id=\"s-")
          .text(server)
          .raw("\"> ")
          .text(server)
          .raw("</label>");
    }
    for (var at = 0; at < matrix.roles().size(); at++) {
      html.raw("<label><input type=\"checkbox\" checked id=\"r-" + at + "\"> ")
          .text(matrix.roles().get(at))
          .raw("</label>");
    }
    html.raw("</nav>");
  }

  /** Each control hides what it is about: no script is needed for that. */
  private String filters() {
    var css = new StringBuilder();
    for (var server : servers) {
      css.append("body:has(#s-%1$s:not(:checked)) .s-%1$s{display:none}".formatted(server));
    }
    for (var at = 0; at < matrix.roles().size(); at++) {
      css.append("body:has(#r-%1$d:not(:checked)) .r-%1$d{display:none}".formatted(at));
    }
    return css.toString();
  }

  private void differences() {
    var differing = findings.differing();
    if (differing.isEmpty()) {
      return;
    }
    html.raw("<section class=\"alarm\">").tag("h2", "What differs").raw("<ol>");
    Group.by(differing, HtmlReport::sameEverywhere).values().forEach(this::difference);
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

  private void matrix() {
    html.raw("<section>")
        .tag("h2", "Who may call what")
        .tag(
            "p",
            "As observed, over every transport: listed and callable, or hidden and refused. Where one of them is not as the policy says, the field differs.");
    for (var server : matrix.servers()) {
      html.raw(
              "<div class=\"scroll s-"
                  + slug(server.name())
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

  private void family(Family family) {
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
    return "s-" + slug(cell.server()) + (role < 0 ? "" : " r-" + role);
  }

  private void rows() {
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
        html.raw("<tr class=\"s-" + slug(rows.server()) + (same ? " right" : " wrong") + "\"><td>")
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

  private void skipped() {
    if (!findings.skipped().isEmpty()) {
      html.raw("<section>").tag("h2", "Not tried").raw("<ul>");
      findings.skipped().forEach(one -> html.tag("li", one));
      html.raw("</ul></section>");
    }
  }

  private static List<String> servers(Findings findings) {
    Set<String> names = new LinkedHashSet<>();
    findings.cells().forEach(cell -> names.add(slug(cell.server())));
    return new ArrayList<>(names);
  }

  /** A name that may stand in a selector. */
  private static String slug(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9-]", "-");
  }

  private static String style() {
    try (var in = HtmlReport.class.getResourceAsStream("report.css")) {
      if (in == null) {
        throw new IllegalStateException("report.css is not in the jar");
      }
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
