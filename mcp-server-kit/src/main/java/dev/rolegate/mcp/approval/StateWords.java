package dev.rolegate.mcp.approval;

import static dev.rolegate.mcp.approval.Html.el;

import dev.rolegate.mcp.change.Change;

/**
 * What became of a change, in a word and a colour; the colour says nothing that the word does not.
 */
enum StateWords {
  WAITING("Waiting", "waiting"),
  WRITTEN("Approved and written", "good"),
  DECLINED("Declined", "bad"),
  EXPIRED("Expired", "quiet"),
  NOT_WRITTEN("Approved, not written", "bad");

  private final String words;
  private final String colour;

  StateWords(String words, String colour) {
    this.words = words;
    this.colour = colour;
  }

  static StateWords of(Change.State state) {
    return switch (state) {
      case PENDING -> WAITING;
      case DONE -> WRITTEN;
      case DECLINED -> DECLINED;
      case EXPIRED -> EXPIRED;
      case FAILED -> NOT_WRITTEN;
    };
  }

  String words() {
    return words;
  }

  Html badge() {
    return el("span", words).as("badge " + colour);
  }
}
