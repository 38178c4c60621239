package dev.rolegate.mcp.approval;

import dev.rolegate.mcp.change.Approvals.Ruling;

/** The HTTP status of what was not decided. */
final class Refusals {
  private Refusals() {}

  static int status(Ruling.Refused refused) {
    return switch (refused.code()) {
      case "not_found" -> 404;
      case "not_permitted" -> 403;
      case "unavailable" -> 503;
      // already_decided, expired: the change is no longer as it was when the page was made.
      default -> 409;
    };
  }
}
