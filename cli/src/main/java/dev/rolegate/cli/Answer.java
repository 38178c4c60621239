package dev.rolegate.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** What came of asking the service. */
sealed interface Answer {
  record Done(ObjectNode body) implements Answer {}

  /** A sentence that says what to do. It may hold what others wrote: escape it to show it. */
  record Failed(Exit exit, String sentence) implements Answer {}
}
