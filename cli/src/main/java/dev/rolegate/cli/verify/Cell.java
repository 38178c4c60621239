package dev.rolegate.cli.verify;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One thing that was tried: what it was, what should come of it, and what did.
 *
 * @param server where; the token service is one, too
 * @param role of the caller, as the report calls it
 * @param door transport or path
 * @param name the tool, or what is wrong with the request
 * @param accepted what may be observed; one of them
 * @param evidence what was sent and answered last; null where nothing was
 */
record Cell(
    Family family,
    String server,
    String role,
    String door,
    String name,
    List<String> accepted,
    String observed,
    @Nullable Evidence evidence) {
  Cell {
    accepted = List.copyOf(accepted);
  }

  boolean differs() {
    return !accepted.contains(observed);
  }

  String expected() {
    return String.join(" or ", accepted);
  }

  /** For one line. */
  String where() {
    return String.join(" ", server + door, role.isEmpty() ? "" : "as " + role).strip();
  }
}
