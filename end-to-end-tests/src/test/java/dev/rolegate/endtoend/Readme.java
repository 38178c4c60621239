package dev.rolegate.endtoend;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/**
 * The README, or another page for people, as its tests read it. Of its blocks those marked {@code
 * sh} are run, {@code sh fails} must end with an exit code, {@code sh slow} are left to others.
 * Comments that no reader sees stand around what is compared: {@code <!-- configuration -->} and
 * {@code <!-- /configuration -->}.
 */
record Readme(List<String> lines) {
  private static final String FENCE = "```";

  /** Commands, and whether they are expected to work. */
  record Commands(String text, boolean fail) {}

  static Readme read() throws IOException {
    return read("README.md");
  }

  static Readme read(String page) throws IOException {
    return new Readme(Files.readAllLines(Repository.file(page)));
  }

  String text() {
    return String.join("\n", lines);
  }

  /** The lines between two comments. */
  List<String> between(String first, String last) {
    var from = lines.indexOf("<!-- " + first + " -->");
    var to = lines.indexOf("<!-- " + last + " -->");
    if (from < 0 || to < from) {
      throw new AssertionError("the page has no <!-- " + first + " --> … <!-- " + last + " -->");
    }
    return lines.subList(from + 1, to);
  }

  /** The blocks that are run, in their order. */
  List<Commands> commands() {
    var commands = new ArrayList<Commands>();
    for (var i = 0; i < lines.size(); i++) {
      var mark = lines.get(i);
      if (mark.equals(FENCE + "sh") || mark.equals(FENCE + "sh fails")) {
        var rest = lines.subList(i + 1, lines.size());
        var text = String.join("\n", rest.subList(0, rest.indexOf(FENCE)));
        commands.add(new Commands(text, mark.endsWith("fails")));
      }
    }
    return commands;
  }
}
