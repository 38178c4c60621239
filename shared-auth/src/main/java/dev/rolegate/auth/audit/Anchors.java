package dev.rolegate.auth.audit;

import org.jspecify.annotations.Nullable;

/**
 * Where checkpoints are kept beyond the reach of whoever can write the audit. Thread-safe; no
 * method but {@link #close} waits for anything.
 */
public interface Anchors extends AutoCloseable {
  /** Kept by nobody: an operator copies checkpoints, or goes without. */
  Anchors NONE =
      new Anchors() {
        @Override
        public void keep(Checkpoint checkpoint) {}

        @Override
        public State state() {
          return new State(false, false, null);
        }

        @Override
        public void close() {}
      };

  /** Has a checkpoint kept. It vouches for all before it, so one that is newer takes its place. */
  void keep(Checkpoint checkpoint);

  /** How it fares. */
  State state();

  /**
   * How keeping fares.
   *
   * @param wanted whether anything is to be kept at all
   * @param failing whether the last attempt to have one kept failed
   * @param kept the last one that is kept
   */
  record State(boolean wanted, boolean failing, @Nullable Checkpoint kept) {}

  /** Has the last one kept, in bounded time, and ends. */
  @Override
  void close();
}
