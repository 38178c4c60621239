package dev.rolegate.mcp.protocol;

import java.util.List;

/** The revisions of MCP that are served, oldest first. */
public final class Revision {
  public static final String LATEST = "2025-11-25";
  private static final List<String> SERVED =
      List.of("2024-11-05", "2025-03-26", "2025-06-18", LATEST);

  private Revision() {}

  public static boolean isServed(String revision) {
    return SERVED.contains(revision);
  }

  /** Whether a server may ask the client's person something by this revision. */
  public static boolean hasElicitation(String revision) {
    return SERVED.indexOf(revision) >= SERVED.indexOf("2025-06-18");
  }

  /** What {@code initialize} answers: the one asked for when served, else the latest. */
  public static String negotiated(String asked) {
    return isServed(asked) ? asked : LATEST;
  }

  /** For a sentence. */
  public static String listed() {
    return String.join(", ", SERVED);
  }
}
