package dev.rolegate.agent;

/** The agent cannot begin. The message is one sentence that says why and what to do. */
public final class NotConnected extends Exception {
  private static final long serialVersionUID = 1;

  private final boolean unreached;

  NotConnected(String sentence, boolean unreached) {
    super(sentence, null, false, false);
    this.unreached = unreached;
  }

  public String sentence() {
    return String.valueOf(getMessage());
  }

  /** Whether nobody answered; otherwise it was refused. */
  public boolean unreached() {
    return unreached;
  }
}
