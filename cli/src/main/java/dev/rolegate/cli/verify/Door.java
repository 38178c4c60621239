package dev.rolegate.cli.verify;

import java.util.ArrayList;
import java.util.List;

/**
 * A way into a server.
 *
 * @param revision of MCP
 */
record Door(String path, String revision) {
  static final String LATEST = "2025-11-25";
  private static final List<String> REVISIONS =
      List.of("2024-11-05", "2025-03-26", "2025-06-18", LATEST);

  /** Every transport in every revision. */
  static List<Door> all(boolean sse) {
    var doors = new ArrayList<Door>();
    REVISIONS.forEach(revision -> doors.add(new Door("/mcp", revision)));
    if (sse) {
      doors.add(new Door("/sse", "2024-11-05"));
    }
    return doors;
  }

  static Door streamable() {
    return new Door("/mcp", LATEST);
  }

  boolean isSse() {
    return path.equals("/sse");
  }

  /** Where messages go. */
  String messages() {
    return isSse() ? "/messages" : path;
  }

  @Override
  public String toString() {
    return isSse() ? path : path + " " + revision;
  }
}
