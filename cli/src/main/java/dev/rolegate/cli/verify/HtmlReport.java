package dev.rolegate.cli.verify;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The report for people: one file that needs nothing else and runs no script. Whatever others wrote
 * is escaped.
 */
final class HtmlReport {
  private final Findings findings;
  private final Matrix matrix;
  private final List<String> servers;
  private final Html html = new Html();
  private final HtmlTables tables;

  HtmlReport(Findings findings) {
    this.findings = findings;
    this.matrix = Matrix.of(findings);
    this.servers = servers(findings);
    this.tables = new HtmlTables(findings, matrix, html);
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
    tables.differences();
    tables.matrix();
    for (var family : Family.values()) {
      tables.family(family);
    }
    tables.rows();
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

  private void skipped() {
    if (!findings.skipped().isEmpty()) {
      html.raw("<section>").tag("h2", "Not tried").raw("<ul>");
      findings.skipped().forEach(one -> html.tag("li", one));
      html.raw("</ul></section>");
    }
  }

  private static List<String> servers(Findings findings) {
    Set<String> names = new LinkedHashSet<>();
    findings.cells().forEach(cell -> names.add(Html.slug(cell.server())));
    return new ArrayList<>(names);
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
