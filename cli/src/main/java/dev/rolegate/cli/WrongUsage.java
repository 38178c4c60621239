package dev.rolegate.cli;

/** The command line, or a file that it names, must be mended; says how. Nothing was asked yet. */
public final class WrongUsage extends RuntimeException {
  private static final long serialVersionUID = 1;

  public WrongUsage(String sentence) {
    super(sentence, null, false, false);
  }
}
