package dev.rolegate.mcp.approval;

import static dev.rolegate.mcp.approval.Html.all;
import static dev.rolegate.mcp.approval.Html.el;
import static dev.rolegate.mcp.approval.Html.nothing;
import static dev.rolegate.mcp.approval.Html.text;

import dev.rolegate.mcp.change.Change;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What waits for this person, and what became of the last ones. */
final class ChangesPage {
  private static final int MOST_TITLE = 120;

  private final ChangeCard card;

  ChangesPage(ChangeCard card) {
    this.card = card;
  }

  static String title(int waiting) {
    return switch (waiting) {
      case 0 -> "Nothing waits for you";
      case 1 -> "1 change waits for you";
      default -> waiting + " changes wait for you";
    };
  }

  /**
   * @param decided what this person has decided just now, to be told
   */
  Html of(List<Change> pending, List<Change> ended, @Nullable Change decided) {
    return all(
        decided == null ? nothing() : told(decided),
        el("h1", title(pending.size())),
        pending.isEmpty() ? nothingWaits() : waiting(pending),
        el("h2", "Recently ended"),
        ended.isEmpty()
            ? el("p", "Changes that were approved, declined or came to their end stand here.")
                .as("empty small")
            : el("ul", all(ended.stream().map(this::line).toList())).as("ended"));
  }

  private Html waiting(List<Change> pending) {
    return all(
        el("p", "Each is written once you approve it, exactly as it is shown, or not at all.")
            .as("lead"),
        el("h2", "Waiting").as("spoken"),
        el("div", all(pending.stream().map(card::of).toList())).as("cards"));
  }

  private static Html nothingWaits() {
    return el(
            "div",
            el(
                "p",
                "When an agent asks for a change that you may approve, it appears here with what"
                    + " would change, who asked and until when you can decide."),
            el("p", "Load this page again to look for new ones.").as("muted"))
        .as("empty");
  }

  private Html line(Change change) {
    return el(
        "li",
        el(
                "p",
                StateWords.of(change.state()).badge(),
                text(" "),
                card.link(change, Shown.line(change.title(), MOST_TITLE)))
            .as("what"),
        Facts.ending(change, card.now()),
        el("p", text("asked by "), Facts.who(change.requester())).as("muted asked"));
  }

  /** What the button did. */
  static Html told(Change change) {
    var words = StateWords.of(change.state());
    return el(
            "div",
            el(
                "p",
                el("strong", words.words() + ": "),
                Shown.line(change.title(), MOST_TITLE),
                text(" "),
                el("code", change.id())),
            change.ending() == null || change.ending().reason() == null
                ? nothing()
                : el("p", Shown.value(change.ending().reason(), 500)))
        .as("notice " + words.name().toLowerCase(Locale.ROOT))
        .with("role", "status");
  }
}
