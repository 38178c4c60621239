package dev.rolegate.mcp.approval;

import static dev.rolegate.mcp.approval.Html.all;
import static dev.rolegate.mcp.approval.Html.el;
import static dev.rolegate.mcp.approval.Html.nothing;
import static dev.rolegate.mcp.approval.Html.text;

import dev.rolegate.auth.AuditEvent;
import dev.rolegate.auth.AuditEvent.Outcome;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What this server allowed and denied lately. */
final class DecisionsPage {
  /** Beyond it one filters, or reads the audit itself. */
  static final int MOST = 100;

  private static final int MOST_TEXT = 120;

  private final ApprovalSite site;
  private final Instant now;

  DecisionsPage(ApprovalSite site, Instant now) {
    this.site = site;
    this.now = now;
  }

  Html of(DecisionFilter filter, List<AuditEvent> decisions) {
    return all(
        el("h1", "Recent decisions"),
        el("p", "What this server allowed and denied, the latest first, as its audit has it.")
            .as("lead"),
        filters(filter),
        decisions.isEmpty() ? none(filter) : table(decisions),
        decisions.size() < MOST
            ? nothing()
            : el("p", "The latest " + MOST + " that fit; filter to see others.").as("muted"));
  }

  private Html filters(DecisionFilter filter) {
    return el(
            "form",
            field(
                "outcome",
                "Outcome",
                el(
                    "select",
                    option("", "Allowed and denied", filter.outcome() == null),
                    option("allowed", "Allowed", filter.outcome() == Outcome.ALLOWED),
                    option("denied", "Denied", filter.outcome() == Outcome.DENIED))),
            field("who", "Who", input(filter.who(), "alice")),
            field("what", "Tool, action or reason", input(filter.what(), "add_employee_record")),
            el("button", "Filter").with("type", "submit"),
            el("a", "Clear").with("href", site.path("decisions")))
        .as("filters")
        .with("method", "get")
        .with("role", "search")
        .with("action", site.path("decisions"));
  }

  private static Html field(String name, String label, Html.Element control) {
    return el(
            "div",
            el("label", label).with("for", name),
            control.with("id", name).with("name", name))
        .as("field");
  }

  private static Html.Element input(String value, String example) {
    return el("input")
        .with("type", "text")
        .with("maxlength", "100")
        .with("placeholder", "e.g. " + example)
        .with("autocomplete", "off")
        .with("value", value);
  }

  private static Html option(String value, String words, boolean isChosen) {
    var option = el("option", words).with("value", value);
    return isChosen ? option.with("selected", "selected") : option;
  }

  private static Html none(DecisionFilter filter) {
    var any = new DecisionFilter(null, "", "");
    return el(
            "div",
            el(
                "p",
                filter.equals(any)
                    ? "Nobody has asked this server for anything yet. Every call that it allows or"
                        + " denies stands here, with who asked and which rule decided."
                    : "None of the latest decisions fits. Clear the filter to see all."))
        .as("empty");
  }

  private Html table(List<AuditEvent> decisions) {
    return el(
            "table",
            el("caption", "Decisions").as("spoken"),
            el(
                    "thead",
                    row(
                        List.of("When", "Outcome", "Who", "What", "Why").stream()
                            .<Html>map(name ->
                                el("th", name).with("scope", "col").with("role", "columnheader"))
                            .toList()))
                .with("role", "rowgroup"),
            el("tbody", all(decisions.stream().map(this::row).toList())).with("role", "rowgroup"))
        .as("decisions")
        .with("role", "table");
  }

  private Html row(AuditEvent one) {
    var isAllowed = one.outcome() == Outcome.ALLOWED;
    return row(
        List.of(
            cell("when", Moment.of(one.time(), now)),
            cell(
                "outcome",
                el("span", isAllowed ? "Allowed" : "Denied")
                    .as(isAllowed ? "badge good" : "badge bad")),
            cell("whom", who(one)),
            cell("what", what(one)),
            cell(
                "why",
                all(
                    el("code", Shown.line(one.reason(), MOST_TEXT)),
                    el("span", all(text("request "), Shown.line(one.requestId(), 40)))
                        .as("muted request")))));
  }

  private static Html row(List<Html> cells) {
    return el("tr", all(cells)).with("role", "row");
  }

  private static Html who(AuditEvent one) {
    return all(
        el("span", orNobody(one.subject())).as("name"),
        text(" "),
        one.role() == null ? nothing() : el("span", Shown.line(one.role(), MOST_TEXT)).as("role"),
        one.client() == null || one.client().equals(one.subject())
            ? nothing()
            : el("span", all(text(" through "), Shown.line(one.client(), MOST_TEXT))).as("muted"),
        one.actor() == null
            ? nothing()
            : el("span", all(text(", with "), Shown.line(one.actor(), MOST_TEXT))).as("muted"),
        one.approver() == null
            ? nothing()
            : el("span", all(text("decided by "), Shown.line(one.approver(), MOST_TEXT)))
                .as("muted action"));
  }

  private Html what(AuditEvent one) {
    var change = one.change();
    return all(
        el("code", Shown.line(one.tool() == null ? one.action() : one.tool(), MOST_TEXT)),
        one.tool() == null
            ? nothing()
            : el("span", Shown.line(one.action(), MOST_TEXT)).as("muted action"),
        change == null || !ApprovalSite.isChangeId(change)
            ? nothing()
            : all(el("a", el("code", change)).with("href", site.path(change))));
  }

  private static Html orNobody(@Nullable String subject) {
    return subject == null ? el("span", "nobody known").as("none") : Shown.line(subject, MOST_TEXT);
  }

  private static Html cell(String classes, Html content) {
    return el("td", content).as(classes).with("role", "cell");
  }
}
