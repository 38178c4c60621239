package dev.rolegate.agent;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Somebody who can be asked. A model never stands behind it. Implementations are thread-safe. */
public interface Person {
  /**
   * A server's question (elicitation, form mode) while one of its tools runs. What is answered goes
   * to the server as it is.
   */
  Reply answer(Question question);

  /** Whether a tool that may change something is to be called with these arguments. */
  boolean agrees(AgentTool tool, ObjectNode arguments);

  /**
   * A question of a server.
   *
   * @param server its name
   * @param message untrusted text, possibly of several lines
   * @param schema of the form to be filled in: flat, of texts, numbers, booleans and choices
   */
  record Question(String server, String message, ObjectNode schema) {}

  /** An answer to a question. */
  sealed interface Reply {
    /** Filled in. */
    record Accepted(ObjectNode content) implements Reply {}

    /** A no. */
    record Declined() implements Reply {}

    /** No answer. */
    record Cancelled() implements Reply {}
  }

  /** Whether anybody can be asked at all. Servers are told, and do not ask where nobody is. */
  default boolean isThere() {
    return true;
  }

  /** Nobody is there: every question is cancelled, and nothing is agreed to. */
  static Person nobody() {
    return new Person() {
      @Override
      public boolean isThere() {
        return false;
      }

      @Override
      public Reply answer(Question question) {
        return new Reply.Cancelled();
      }

      @Override
      public boolean agrees(AgentTool tool, ObjectNode arguments) {
        return false;
      }
    };
  }
}
