package dev.rolegate.token;

import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/** How a grant comes to its decision. Either way it is recorded before it is given. */
sealed interface Ruling {
  /** Nothing is stored. */
  record Decided(TokenDecision decision) implements Ruling {}

  /**
   * The decision and what is stored with it belong together: the work runs in one write of the
   * database, and unless its decision is recorded nothing of it lasts.
   */
  record Stored(Function<Handle, TokenDecision> work) implements Ruling {}
}
