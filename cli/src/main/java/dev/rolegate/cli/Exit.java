package dev.rolegate.cli;

/** How the command ends. Scripts go by the codes. */
public enum Exit {
  DONE(0, "done"),
  REFUSED(1, "refused, not found, or not intact: nothing was changed unless it says so"),
  USAGE(2, "the command line is wrong, or a file that it names"),
  UNREACHED(3, "the service was not reached, cannot answer now, or does not accept the token");

  private final int code;
  private final String meaning;

  Exit(int code, String meaning) {
    this.code = code;
    this.meaning = meaning;
  }

  public int code() {
    return code;
  }

  public String meaning() {
    return meaning;
  }
}
