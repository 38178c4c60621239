package dev.rolegate.mcp.protocol;

/** The client of a request, as far as the server may ask it something meanwhile. */
@FunctionalInterface
public interface Client {
  /** Nobody can be asked there. */
  Client SILENT = _ -> Reply.UNABLE;

  /**
   * Has the client show a text to its person and ask for a yes (MCP 2025-11-25,
   * client/elicitation). Waits for the answer, a minute at most.
   */
  Reply confirm(String message);

  /** What the client says that the person said. */
  enum Reply {
    /** It accepted, and confirmed. */
    YES,
    /** Any other answer. */
    NO,
    /** It did not answer in time, or not so that it could be understood, or it went away. */
    UNANSWERED,
    /** It cannot be asked. */
    UNABLE
  }
}
