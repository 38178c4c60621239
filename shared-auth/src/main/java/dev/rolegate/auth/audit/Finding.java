package dev.rolegate.auth.audit;

/** Something that was done to an audit after it was written. */
public record Finding(In in, long line, String what) {
  /** Which of the two files. */
  public enum In {
    AUDIT,
    CHECKPOINTS
  }

  /** One sentence. */
  public String sentence() {
    return (in == In.AUDIT ? "line " : "checkpoints, line ") + line + ": " + what;
  }
}
