package dev.rolegate.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.auth.ToolShape.Argument;
import dev.rolegate.auth.ToolShape.Fields;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class PolicyFitTest {
  private static final Set<String> EMPLOYEE = Set.of("user_id", "name", "phone", "salary");
  private static final ToolShape FIND =
      new ToolShape(
          "find",
          false,
          Map.of(),
          Map.of(
              "employee", new Fields(EMPLOYEE, Set.of("user_id", "name", "phone")),
              "page", new Fields(Set.of("total"), Set.of())));
  private static final ToolShape BOOK =
      new ToolShape(
          "book",
          true,
          Map.of(
              "employee_id", new Argument(false, Set.of(), true),
              "kind", new Argument(false, Set.of("annual", "sick", "unpaid"), false),
              "days", new Argument(true, Set.of(), false),
              "weight", new Argument(true, Set.of(), false)),
          Map.of("page", new Fields(Set.of("total"), Set.of())));
  private static final ToolShape FIRE = new ToolShape("fire", true, Map.of(), Map.of());
  private static final ToolShape HIRE = new ToolShape("hire", true, Map.of(), Map.of());
  private static final List<ToolShape> TOOLS = List.of(FIND, BOOK, FIRE, HIRE);

  @Test
  void whatFitsIsNoMismatch() {
    assertThat(TestPolicy.read().mismatches("hr", TOOLS)).isEmpty();
  }

  /** One thing changed in the policy that fits. */
  private record Changed(String name, String good, String bad, List<String> problems) {}

  private static Changed changed(String name, String good, String bad, String... problems) {
    return new Changed(name, good, bad, List.of(problems));
  }

  @TestFactory
  List<DynamicTest> linesAboutWhatTheToolsDoNotHaveAreNamed() {
    return List.of(
            changed(
                "confirmation of a tool that only reads",
                "limit: 30/PT1H",
                "confirm: ask",
                "p:20:9: servers.hr.tools.find confirms a tool that only reads; remove the line"),
            changed(
                "an argument that is not there",
                "employee_id: {Officer",
                "employee: {Officer",
                "p:24:11: servers.hr.tools.book.arguments.employee names an argument that book does"
                    + " not have; did you mean employee_id?"),
            changed(
                "self where nobody owns anything",
                "{Officer: [annual, sick],",
                "{Officer: self,",
                "p:25:11: servers.hr.tools.book.arguments.kind.Officer cannot be self: nobody owns"
                    + " what it names; give values"),
            changed(
                "a value that the argument cannot have",
                "[annual, sick]",
                "[annual, sic]",
                "p:25:11: servers.hr.tools.book.arguments.kind.Officer names 'sic', which the"
                    + " argument cannot be; did you mean sick?"),
            changed(
                "a range of texts",
                "{Officer: [annual, sick],",
                "{Officer: {min: 1},",
                "p:25:11: servers.hr.tools.book.arguments.kind.Officer gives a range, but the"
                    + " argument is no number; give values"),
            changed(
                "confirmation for an argument that is not there",
                "days: {above",
                "day: {above",
                "p:29:11: servers.hr.tools.book.confirm_when.day names an argument that book does"
                    + " not have; did you mean days?"),
            changed(
                "confirmation for a value that cannot be",
                "[unpaid]",
                "[unpayed]",
                "p:30:11: servers.hr.tools.book.confirm_when.kind names 'unpayed', which the"
                    + " argument cannot be; did you mean unpaid?"),
            changed(
                "confirmation above no number",
                "{in: [unpaid],",
                "{above: 3,",
                "p:30:11: servers.hr.tools.book.confirm_when.kind gives a range, but the argument is"
                    + " no number; give values"),
            changed(
                "a kind of record without line",
                "      page: full\n",
                "",
                "p: servers.hr.records does not list page; add a line, for example page: full"),
            changed(
                "a kind of record that is in no result",
                "      page: full\n",
                "      page: full\n      pages: full\n",
                "p:17:7: servers.hr.records lists pages, which no result holds; correct or remove"
                    + " the line; did you mean page?"),
            changed(
                "a field without line",
                "          name: full\n",
                "",
                "p:8:7: servers.hr.records.employee.fields does not list name; add a line, for"
                    + " example name: {full: []} for nobody"),
            changed(
                "a field that is not there",
                "          name: full\n",
                "          name: full\n          mane: full\n",
                "p:14:11: servers.hr.records.employee.fields names 'mane', which the record does not"
                    + " have; correct or remove the line; did you mean name?"),
            changed(
                "a mask over a number",
                "salary: {full: [Manager],",
                "salary: {full: [Manager], masked: [AssistantManager],",
                "p:15:11: servers.hr.records.employee.fields.salary is no text and cannot be masked;"
                    + " leave it out"))
        .stream()
        .map(row ->
            DynamicTest.dynamicTest(
                row.name,
                () -> {
                  assertThat(TestPolicy.YAML).contains(row.good);
                  var yaml = TestPolicy.YAML.replace(row.good, row.bad);
                  assertThat(AccessPolicy.parse("p", yaml).mismatches("hr", TOOLS))
                      .isEqualTo(row.problems);
                }))
        .toList();
  }

  @Test
  void anOwnerThatIsNoFieldIsNamed() {
    var without = Set.of("name", "phone", "salary");
    var tools =
        List.of(
            new ToolShape(
                "find",
                false,
                Map.of(),
                Map.of(
                    "employee", new Fields(without, Set.of("name", "phone")),
                    "page", new Fields(Set.of("total"), Set.of()))),
            BOOK,
            FIRE,
            HIRE);
    assertThat(TestPolicy.read().mismatches("hr", tools))
        .contains(
            "p:9:16: servers.hr.records.employee.owner names 'user_id', which the record does not"
                + " have; correct or remove the line");
  }

  @Test
  void aServerWithoutLinesAboutRecordsMayHaveAny() {
    var look = new ToolShape("look", false, Map.of(), FIND.records());
    assertThat(TestPolicy.read().mismatches("plain", List.of(look))).isEmpty();
  }

  @Test
  void aToolThatTheServerLacksIsStillAMismatch() {
    assertThat(TestPolicy.read().mismatches("hr", List.of(FIND, BOOK, FIRE)))
        .containsExactly(
            "p:33:7: servers.hr.tools lists hire, which hr does not have; correct or remove the"
                + " line; did you mean fire?");
  }
}
