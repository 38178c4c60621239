package dev.rolegate.cli.verify;

/** Nothing can be said of the deployment, because a part of it was not reached; says what to do. */
public final class Unverifiable extends RuntimeException {
  private static final long serialVersionUID = 1;

  public Unverifiable(String sentence) {
    super(sentence, null, false, false);
  }

  /** What to do about it. */
  public String sentence() {
    return String.valueOf(getMessage());
  }
}
