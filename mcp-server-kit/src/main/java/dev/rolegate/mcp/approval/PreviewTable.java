package dev.rolegate.mcp.approval;

import static dev.rolegate.mcp.approval.Html.all;
import static dev.rolegate.mcp.approval.Html.el;
import static dev.rolegate.mcp.approval.Html.nothing;

import dev.rolegate.auth.text.OneLine;
import dev.rolegate.mcp.change.Change;
import dev.rolegate.mcp.change.Change.Difference;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Before and after, field by field. Whether all of it is shown is asked before a button is offered:
 * nobody approves what is not on the page.
 *
 * @param mostRows of the table
 * @param mostText of one value
 */
record PreviewTable(int mostRows, int mostText) {
  /** In a list. */
  static final PreviewTable SHORT = new PreviewTable(24, 280);

  /** Where one change has the page to itself. */
  static final PreviewTable WHOLE = new PreviewTable(200, 20_000);

  private static final int MOST_NAME = 80;

  boolean showsAllOf(Change change) {
    return change.preview().size() <= mostRows
        && change.preview().stream()
            .allMatch(one -> fits(one.before()) && fits(one.after()) && isName(one.field()));
  }

  Html of(Change change) {
    var fields = change.preview();
    if (fields.isEmpty()) {
      return el("p", "No field that you may see would change.").as("muted");
    }
    // What is the same before and after only says which record it is, and comes first.
    var isNew = fields.stream().allMatch(one -> one.before() == null);
    var isGone = !isNew && fields.stream().allMatch(one -> one.after() == null);
    var rows = new ArrayList<Html>();
    Stream.concat(
            fields.stream().filter(one -> !one.changes()),
            fields.stream().filter(Difference::changes))
        .limit(mostRows)
        .forEach(one -> rows.add(row(one, isNew, isGone)));
    return all(
        el(
                "table",
                el("caption", caption(isNew, isGone)),
                el("thead", row(head(isNew, isGone))).with("role", "rowgroup"),
                el("tbody", all(rows)).with("role", "rowgroup"))
            .as(isNew || isGone ? "preview single" : "preview")
            .with("role", "table"),
        fields.size() > mostRows
            ? el("p", "… and " + (fields.size() - mostRows) + " more fields").as("cut")
            : nothing());
  }

  private boolean fits(@Nullable String value) {
    return value == null || !Shown.isCut(value, mostText);
  }

  private static boolean isName(String field) {
    return !Shown.isCut(field, MOST_NAME);
  }

  private static String caption(boolean isNew, boolean isGone) {
    return isNew ? "A new record" : isGone ? "This would be removed" : "What would change";
  }

  private static List<Html> head(boolean isNew, boolean isGone) {
    var names =
        isNew
            ? List.of("Field", "Value")
            : isGone ? List.of("Field", "Value now") : List.of("Field", "Before", "After");
    return names.stream()
        .<Html>map(name -> el("th", name).with("scope", "col").with("role", "columnheader"))
        .toList();
  }

  private Html row(Difference one, boolean isNew, boolean isGone) {
    var cells = new ArrayList<Html>();
    cells.add(el("th", name(one.field())).with("scope", "row").with("role", "rowheader"));
    if (!one.changes()) {
      cells.add(cell("same", one.after(), "span").with("colspan", "2"));
      return row(cells);
    }
    if (!isNew) {
      cells.add(cell(one.before() == null ? "before" : "before changed", one.before(), "del"));
    }
    if (!isGone) {
      cells.add(cell(one.after() == null ? "after" : "after changed", one.after(), "ins"));
    }
    return row(cells);
  }

  private static Html row(List<Html> cells) {
    return el("tr", all(cells)).with("role", "row");
  }

  private Html.Element cell(String classes, @Nullable String value, String element) {
    var content =
        value == null
            ? el("span", "none").as("none")
            : value.isEmpty()
                ? el("span", "empty").as("none")
                : el(element, Shown.value(value, mostText));
    return el("td", content).as(classes).with("role", "cell");
  }

  private static Html name(String field) {
    var words = field.replace('_', ' ').strip();
    return Shown.line(
        words.isEmpty()
            ? OneLine.of(field, MOST_NAME)
            : words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1),
        MOST_NAME);
  }
}
