package dev.rolegate.cli.agent;

import org.jspecify.annotations.Nullable;

/** Where somebody sits who reads and types. */
interface Asking {
  /** Shows a line; it may hold what others wrote, and is made harmless. */
  void show(String line);

  /** Asks for a line; null: they want to leave. */
  @Nullable String ask(String prompt);
}
