package dev.rolegate.mcp.approval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.auth.AuditEvent;
import dev.rolegate.auth.AuditEvent.Outcome;
import dev.rolegate.auth.Confirmation;
import dev.rolegate.auth.Confirmation.Level;
import dev.rolegate.auth.TestTokens;
import dev.rolegate.auth.text.OneLine;
import dev.rolegate.mcp.change.Change;
import dev.rolegate.mcp.change.Change.Difference;
import dev.rolegate.mcp.change.Change.Requester;
import dev.rolegate.mcp.change.Change.State;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Texts of callers that want to be more than text, in every place where one stands. */
class HostileTextTest {
  private static final Pattern TAG = Pattern.compile("<(/?[a-zA-Z!][^ >]*)");

  @TempDir Path data;

  /** Markup, lines, what hides or reorders, and too much of it. */
  static final List<String> texts =
      List.of(
          "<script>alert(1)</script>",
          "\"><img src=x onerror=alert(1)>",
          "' onmouseover='alert(1)",
          "</title></textarea></style><svg/onload=alert(1)>",
          "<!--",
          "&lt;script&gt;&#60;b&#62;",
          "javascript:alert(1)",
          "abc\u202egnp.exe\u2066\u200b\u0007",
          "line one\nline two\r\nline three\u2028four\u0085five",
          "\ud800 alone",
          "\u0000\u001b[31mred",
          "z\u0301\u0302\u0303\u0304".repeat(300),
          "<b>".repeat(3400));

  @ParameterizedTest
  @FieldSource("texts")
  void staysText(String text) throws IOException {
    try (var page = new PageFixture(data)) {
      var rule = new Confirmation(Level.OTHER, List.of(text), text);
      var requester = new Requester(text, text, text, text, text);
      var asked =
          new Change(
              "CHG-HR-AAAA",
              text,
              text,
              State.PENDING,
              requester,
              rule,
              List.of(new Difference(text, text, text + "2"), new Difference(text, null, text)),
              TestTokens.NOW,
              TestTokens.NOW.plusSeconds(60),
              null);
      page.approvals.add(asked);
      page.approvals.add(
          KeptApprovals.ended(
              KeptApprovals.pending("CHG-HR-BBBB", text, requester, rule),
              State.FAILED,
              text,
              text));
      page.audit.add(
          new AuditEvent(
              TestTokens.NOW,
              text,
              text,
              text,
              text,
              text,
              text,
              text,
              text,
              text,
              text,
              Outcome.DENIED,
              text));
      var erin = PageFixture.cookie(page.erin());
      for (var path :
          List.of(
              "/approvals",
              "/approvals?decided=CHG-HR-BBBB",
              "/approvals/CHG-HR-AAAA",
              "/approvals/CHG-HR-BBBB",
              "/approvals/decisions",
              "/approvals/decisions?outcome=%3Cb%3E&who=%22%3E%3Cscript%3E&what=%3Cb%3E")) {
        holdsOnlyOurMarkup(path, page.http().ask("GET", path, erin).body());
      }
    }
  }

  private static void holdsOnlyOurMarkup(String path, String body) {
    assertThat(body.length()).as(path).isLessThan(400_000);
    assertThat(body.codePoints().filter(c -> c != '\n'))
        .as("%s holds only what can be seen", path)
        .allMatch(OneLine::isHarmless);
    assertThat(TAG.matcher(body).results().map(found -> found.group(1).replace("/", "")))
        .as(path)
        .contains("main")
        .isSubsetOf(
            "!doctype",
            "html",
            "head",
            "meta",
            "title",
            "link",
            "body",
            "a",
            "header",
            "div",
            "p",
            "span",
            "nav",
            "strong",
            "form",
            "input",
            "button",
            "main",
            "footer",
            "h1",
            "h2",
            "h3",
            "ul",
            "li",
            "article",
            "dl",
            "dt",
            "dd",
            "time",
            "code",
            "bdi",
            "table",
            "caption",
            "thead",
            "tbody",
            "tr",
            "th",
            "td",
            "del",
            "ins",
            "details",
            "summary",
            "label",
            "textarea",
            "select",
            "option");
    assertThat(body).doesNotContainPattern("<[^>]* on[a-z]+=").doesNotContain("=\"javascript");
  }
}
