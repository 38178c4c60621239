package dev.rolegate.auth.config;

/** The form of the log ({@code LOG_FORMAT}). */
public enum LogFormat {
  /** One readable line each, for people. */
  TEXT("text"),
  /** One JSON object a line, for machines. */
  JSON("json");

  private final String spelling;

  LogFormat(String spelling) {
    this.spelling = spelling;
  }

  /** The setting; unset means text on a terminal and JSON elsewhere. */
  public static LogFormat from(Settings settings) {
    return settings.choice("LOG_FORMAT", LogFormat.class, onTerminal() ? TEXT : JSON);
  }

  @SuppressWarnings("SystemConsoleNull") // null again since JDK 25 when stdout is no terminal
  private static boolean onTerminal() {
    var console = System.console();
    return console != null && console.isTerminal();
  }

  @Override
  public String toString() {
    return spelling;
  }
}
