package dev.rolegate.cli.agent;

import org.jspecify.annotations.Nullable;

/** Where the questions of a chat come from. Used by one thread. */
interface Questions {
  /** The next one; null: there is none any more. */
  @Nullable String next();

  /** Says something that is no answer of a model; it may hold what others wrote. */
  void show(String line);

  /** While this is open, an interrupt (Ctrl-C) runs {@code stop} instead of ending the command. */
  Interruptible whenInterrupted(Runnable stop);

  /** An answer that can be stopped. */
  interface Interruptible extends AutoCloseable {
    @Override
    void close();
  }
}
