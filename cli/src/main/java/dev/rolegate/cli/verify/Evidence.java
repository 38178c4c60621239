package dev.rolegate.cli.verify;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.regex.Pattern;

/** What was sent and what came back, short and without credentials. */
record Evidence(String request, String response) {
  private static final int LONGEST = 1200;

  private static final Pattern TOKEN =
      Pattern.compile("[A-Za-z0-9_-]{10,}\\.[A-Za-z0-9_/+=-]*\\.[A-Za-z0-9_/+=.-]*");
  private static final Pattern CREDENTIAL =
      Pattern.compile(
          "(?i)((?:authorization|cookie|x-api-key)[a-z-]*: *(?:[a-z]+ )?|client_secret=|access_token=)"
              + "[^\\s&]+");
  private static final Pattern SESSION =
      Pattern.compile("(?i)(mcp-session-id: *|session_id=)([0-9a-f]{4})[0-9a-f]{28}");

  static Evidence of(byte[] sent, Heard heard) {
    return new Evidence(shown(new String(sent, UTF_8)), shown(heard.text()));
  }

  static String shown(String text) {
    var hidden = TOKEN.matcher(cut(text, 10 * LONGEST)).replaceAll("[token redacted]");
    hidden = CREDENTIAL.matcher(hidden).replaceAll("$1[redacted]");
    return harmless(cut(SESSION.matcher(hidden).replaceAll("$1$2…"), LONGEST));
  }

  private static String cut(String text, int longest) {
    return text.length() > longest ? text.substring(0, longest) + " … (cut)" : text;
  }

  /** Control characters as pictures, lines kept. */
  private static String harmless(String text) {
    var shown = new StringBuilder();
    text.replace("\r\n", "\n")
        .codePoints()
        .forEach(c ->
            shown.appendCodePoint(
                c < ' ' && c != '\n'
                    ? 0x2400 + c
                    : Character.isISOControl(c) && c != '\n' ? 0xfffd : c));
    return shown.toString().strip();
  }
}
