package dev.rolegate.auth.audit;

/** Something that was done to an audit after it was written. */
public record Finding(In in, long line, String what) {
  /** Which of the files. */
  public enum In {
    AUDIT("line "),
    CHECKPOINTS("checkpoints, line "),
    /** Checkpoints that were kept elsewhere. */
    ANCHORS("anchors, line ");

    private final String place;

    In(String place) {
      this.place = place;
    }
  }

  /** One sentence. */
  public String sentence() {
    return in.place + line + ": " + what;
  }
}
