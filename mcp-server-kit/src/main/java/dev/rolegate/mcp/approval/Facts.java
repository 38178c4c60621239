package dev.rolegate.mcp.approval;

import static dev.rolegate.mcp.approval.Html.all;
import static dev.rolegate.mcp.approval.Html.el;
import static dev.rolegate.mcp.approval.Html.nothing;
import static dev.rolegate.mcp.approval.Html.text;

import dev.rolegate.mcp.change.Change;
import dev.rolegate.mcp.change.Change.Requester;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Who asked for a change, when, and who may say yes. */
final class Facts {
  private static final int MOST_NAME = 80;
  private static final int MOST_REASON = 500;

  private Facts() {}

  static Html of(Change change, Instant now) {
    var rows = new ArrayList<Html>();
    rows.add(row("Asked by", who(change.requester())));
    rows.add(row("Asked", Moment.of(change.requestedAt(), now)));
    if (change.ending() == null) {
      rows.add(row("Expires", Moment.of(change.expiresAt(), now)));
      rows.add(row("Needs", Shown.line(LevelWords.of(change), MOST_REASON)));
    }
    return el("dl", all(rows)).as("facts");
  }

  /** Name and role, and through what they asked. */
  static Html who(Requester requester) {
    var name = requester.name();
    var role = requester.jobRole();
    var actor = requester.actor();
    var parts = new ArrayList<Html>();
    parts.add(
        el("strong", Shown.line(name == null ? requester.subject() : name, MOST_NAME)).as("name"));
    parts.add(text(" "));
    parts.add(role == null ? nothing() : el("span", Shown.line(role, MOST_NAME)).as("role"));
    parts.add(
        el("span", all(text(" through "), el("code", Shown.line(requester.clientId(), MOST_NAME))))
            .as("muted"));
    if (actor != null) {
      parts.add(
          el("span", all(text(", with "), Shown.line(actor, MOST_NAME), text(" acting for them")))
              .as("muted"));
    }
    return all(parts);
  }

  /** How it ended, and what was said. */
  static Html ending(Change change, Instant now) {
    var ending = change.ending();
    if (ending == null) {
      return nothing();
    }
    var by = ending.account() == null ? ending.by() : ending.account();
    var reason = ending.reason();
    return all(
        List.of(
            el(
                    "p",
                    all(
                        by == null
                            ? nothing()
                            : all(text("by "), el("strong", Shown.line(by, MOST_NAME)), text(", ")),
                        Moment.of(ending.at(), now)))
                .as("muted when"),
            reason == null || reason.isEmpty()
                ? nothing()
                : el("p", Shown.value(reason, MOST_REASON)).as("reason")));
  }

  private static Html row(String name, Html value) {
    return el("div", el("dt", name), el("dd", value));
  }
}
