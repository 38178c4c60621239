package dev.rolegate.cli.verify;

import com.fasterxml.jackson.databind.JsonNode;

/** An initialized MCP session. Not thread-safe. */
sealed interface Session extends AutoCloseable permits StreamableSession, SseSession {
  /** Sends a request and waits for its answer, on whichever way that comes. */
  Spoken request(String method, JsonNode params);

  /** A request of {@link #request} as it would be sent, for those who change it. */
  Ask ask(String body);

  @Override
  void close();

  /**
   * One exchange.
   *
   * @param heard its body is the message, also where that came on a stream
   */
  record Spoken(Heard heard, Evidence evidence) {}
}
