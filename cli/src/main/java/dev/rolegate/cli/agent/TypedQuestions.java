package dev.rolegate.cli.agent;

import org.jspecify.annotations.Nullable;

/** Somebody who types their questions. */
record TypedQuestions(Typing typing) implements Questions {
  @Override
  public @Nullable String next() {
    return typing.line("you> ");
  }

  @Override
  public void show(String line) {
    typing.show(line);
  }

  @Override
  public Interruptible whenInterrupted(Runnable stop) {
    return typing.whenInterrupted(stop);
  }
}
