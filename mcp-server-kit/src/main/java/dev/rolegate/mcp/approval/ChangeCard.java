package dev.rolegate.mcp.approval;

import static dev.rolegate.mcp.approval.Html.all;
import static dev.rolegate.mcp.approval.Html.el;
import static dev.rolegate.mcp.approval.Html.text;

import dev.rolegate.mcp.approval.Html.Element;
import dev.rolegate.mcp.change.Change;
import java.time.Instant;

/**
 * One change with all that is needed to decide it.
 *
 * @param isAlone whether it has the page to itself, and so room for all of it
 */
record ChangeCard(ApprovalSite site, Session session, Instant now, boolean isAlone) {
  private static final int MOST_TITLE = 120;

  Html of(Change change) {
    var table = isAlone ? PreviewTable.WHOLE : PreviewTable.SHORT;
    var heading = el(isAlone ? "h1" : "h3", title(change)).with("id", change.id());
    return el(
            "article",
            el(
                    "header",
                    heading,
                    el(
                            "p",
                            all(
                                el("code", change.id()),
                                text(" "),
                                el("code", Shown.line(change.tool(), MOST_TITLE))))
                        .as("ids"))
                .as("head"),
            isAlone ? ended(change) : Html.nothing(),
            Facts.of(change, now),
            table.of(change),
            change.ending() == null ? actions(change, table.showsAllOf(change)) : Html.nothing(),
            isAlone ? rule(change) : Html.nothing())
        .as("card")
        .with("aria-labelledby", change.id());
  }

  private Html title(Change change) {
    var title = Shown.line(change.title(), MOST_TITLE);
    return isAlone ? title : link(change, title);
  }

  Element link(Change change, Html content) {
    return el("a", content).with("href", site.path(change.id()));
  }

  private Html ended(Change change) {
    return change.ending() == null
        ? Html.nothing()
        : el("div", StateWords.of(change.state()).badge(), Facts.ending(change, now)).as("ending");
  }

  private Html actions(Change change, boolean isAllShown) {
    if (isAllShown) {
      return el("div", approve(change), decline(change)).as("actions");
    }
    return isAlone
        ? el(
                "div",
                el("p", "This is too long to be shown whole, so it can only be declined.")
                    .as("note"),
                decline(change))
            .as("actions")
        : el("div", link(change, text("Read all of it to decide")).as("button")).as("actions");
  }

  private Html approve(Change change) {
    return form(change, "approve")
        .apply(el("button", text("Approve"), which(change)).as("approve").with("type", "submit"));
  }

  /** Behind a word of its own, so that no key pressed in the reason approves anything. */
  private Html decline(Change change) {
    var id = "reason-" + change.id();
    return el(
            "details",
            el("summary", text("Decline …"), which(change)),
            form(change, "decline")
                .apply(
                    all(
                        el("label", "Reason, which whoever asked can read (optional)")
                            .with("for", id),
                        el("textarea")
                            .with("id", id)
                            .with("name", "reason")
                            .with("rows", "3")
                            .with("maxlength", "500"),
                        el("button", "Decline this change").as("decline").with("type", "submit"))))
        .as("declining");
  }

  private Form form(Change change, String verb) {
    return new Form(site.path(change.id() + "/" + verb), session);
  }

  private static Html which(Change change) {
    return el("span", text(": "), Shown.line(change.title(), MOST_TITLE), text(", " + change.id()))
        .as("spoken");
  }

  private static Html rule(Change change) {
    return el(
            "p",
            all(
                text("Decided by the policy at "),
                el("code", Shown.line(change.confirmation().rule(), 200))))
        .as("muted rule");
  }

  /** A form that only this session can send. */
  record Form(String action, Session session) {
    Element apply(Html content) {
      return el(
              "form",
              el("input")
                  .with("type", "hidden")
                  .with("name", FormGuard.FIELD)
                  .with("value", session.formToken()),
              content)
          .with("method", "post")
          .with("action", action);
    }
  }
}
