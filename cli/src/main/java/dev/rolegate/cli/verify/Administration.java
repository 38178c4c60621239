package dev.rolegate.cli.verify;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** The management port of the token service, as an operator reaches it. Thread-safe. */
@FunctionalInterface
public interface Administration {
  /**
   * Asks for one operation, such as {@code clients/add}.
   *
   * @throws Unverifiable when the service cannot be asked at all
   */
  Reply ask(String operation, ObjectNode body);

  /** What came of it. */
  sealed interface Reply {
    record Done(ObjectNode body) implements Reply {}

    record Refused(String sentence) implements Reply {}
  }
}
