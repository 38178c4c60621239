package dev.rolegate.agent.chat;

/**
 * Where a person reads along. What comes here is already harmless on a terminal (CWE-150). Called
 * by the thread that asks.
 */
public interface Screen {
  /** A piece of what the model says; may hold line breaks. */
  void piece(String text);

  /** A line of its own: a call, its result, or why the answer ended. */
  void line(String text);
}
