package dev.rolegate.cli;

import java.util.Locale;
import java.util.regex.Pattern;

/** The id of a change, such as {@code CHG-HR-7K3M9QXA}, which names its server. */
record ChangeId(String text, String server) {
  private static final Pattern FORM =
      Pattern.compile("CHG-([A-Z][A-Z0-9]*(?:-[A-Z0-9]+)*)-[A-Z0-9]+");

  static ChangeId of(String typed) {
    var text = typed.toUpperCase(Locale.ROOT);
    var form = FORM.matcher(text);
    if (!form.matches()) {
      throw new WrongUsage("no change is called so; give its id, such as CHG-HR-7K3M9QXA");
    }
    return new ChangeId(text, form.group(1).toLowerCase(Locale.ROOT));
  }
}
