package dev.rolegate.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What is refused of the lines about decisions, records, arguments, limits and confirmation. */
class PolicyRulesRefusedTest {
  /** One thing broken in a policy that says everything. */
  private record Broken(String name, String good, String bad, String problem) {}

  @TestFactory
  List<DynamicTest> everyProblemIsNamedWithItsPlace() {
    var hr = "servers.hr.";
    var employee = hr + "records.employee";
    var book = hr + "tools.book";
    return List.of(
            new Broken(
                "decisions for a role that is not declared",
                "decisions: [Manager]",
                "decisions: [Manger]",
                "p:3:13: decisions names 'Manger', which roles does not declare; did you mean"
                    + " Manager?"),
            new Broken(
                "decisions for everybody",
                "decisions: [Manager]",
                "decisions: any-authenticated",
                "p:3:12: decisions must be a list, for example [Manager, Officer]"),
            new Broken(
                "a misspelt section",
                "records:\n      employee:",
                "record:\n      employee:",
                "p:7:5: servers.hr has no setting 'record'; did you mean records?"),
            new Broken(
                "records that are hidden as a whole",
                "page: full",
                "page: hidden",
                "p:16:13: " + hr + "records.page must be a mapping of names to values"),
            new Broken(
                "a record named like its class",
                "page: full",
                "Page: full",
                "p:16:7: 'Page' cannot name a kind of record, such as leave_request; use up to 64 of"
                    + " a-z, 0-9 and _"),
            new Broken(
                "rows without owner",
                "        owner: user_id\n",
                "",
                "p:9:9: " + employee + ".rows needs owner, the field that says whose record it is"),
            new Broken(
                "an owner that is not listed",
                "owner: user_id",
                "owner: userid",
                "p:9:16: "
                    + employee
                    + ".owner names 'userid', which fields does not list; did you"
                    + " mean user_id?"),
            new Broken(
                "own without owner",
                "        owner: user_id\n        rows: {Officer: self}\n",
                "",
                "p:13:11: "
                    + employee
                    + ".fields.salary.own needs owner, the field that says whose record it is"),
            new Broken(
                "rows for a role that is not admitted",
                "rows: {Officer: self}\n        fields:\n          user_id",
                "rows: {Guest: self}\n        fields:\n          user_id",
                "p:10:16: "
                    + employee
                    + ".rows names Guest, which the server does not admit; add it to admit or remove"
                    + " it here"),
            new Broken(
                "rows by another word",
                "rows: {Officer: self}\n        fields:\n          user_id",
                "rows: {Officer: own}\n        fields:\n          user_id",
                "p:10:25: "
                    + employee
                    + ".rows.Officer must be self; a role without a line sees all"),
            new Broken(
                "no fields",
                "        fields:\n          user_id: full\n",
                "        field:\n          user_id: full\n",
                "p:11:9: " + employee + " has no setting 'field'; did you mean fields?"),
            new Broken(
                "a field with another word",
                "name: full",
                "name: masked",
                "p:13:17: "
                    + employee
                    + ".fields.name must be full or say for whom, for example {full: [Manager]}"),
            new Broken(
                "a field seen in another way",
                "salary: {full: [Manager], own",
                "salary: {full: [Manager], owned",
                "p:15:37: "
                    + employee
                    + ".fields.salary has no setting 'owned'; did you mean own?"),
            new Broken(
                "a role in two lists",
                "masked: [AssistantManager]",
                "masked: [Manager]",
                "p:14:44: "
                    + employee
                    + ".fields.phone.masked names Manager, whom an earlier list names; choose one"),
            new Broken(
                "a role that sees its own anyway",
                "own: [Officer]",
                "own: [Manager]",
                "p:15:42: "
                    + employee
                    + ".fields.salary.own names Manager, whom an earlier list names; choose one"),
            new Broken(
                "a field for a role that is not admitted",
                "own: [Officer]",
                "own: [Guest]",
                "p:15:42: "
                    + employee
                    + ".fields.salary.own names Guest, which the server does not admit; add it to"
                    + " admit or remove it here"),
            new Broken(
                "a limit without period",
                "30/PT1H",
                "30",
                "p:20:16: "
                    + hr
                    + "tools.find.limit must be COUNT/PERIOD, 1 to 1000000 in PT1S to PT24H, for"
                    + " example 30/PT1H"),
            new Broken(
                "no limit at all",
                "30/PT1H",
                "off",
                "p:20:16: "
                    + hr
                    + "tools.find.limit must be COUNT/PERIOD, 1 to 1000000 in PT1S to PT24H, for"
                    + " example 30/PT1H"),
            new Broken(
                "an argument's rule by another word",
                "{Officer: self}\n          kind",
                "{Officer: own}\n          kind",
                "p:24:34: "
                    + book
                    + ".arguments.employee_id.Officer must be self, a list of values, or a range such"
                    + " as {min: 1, max: 5}"),
            new Broken(
                "an argument's rule for a role that may not call",
                "{Officer: self}\n          kind",
                "{Guest: self}\n          kind",
                "p:24:25: "
                    + book
                    + ".arguments.employee_id names Guest, whom allow does not name; add it to allow"
                    + " or remove it here"),
            new Broken(
                "an argument's rule for a role that is not declared",
                "{Officer: self}\n          kind",
                "{Oficer: self}\n          kind",
                "p:24:25: "
                    + book
                    + ".arguments.employee_id names 'Oficer', which roles does not declare; did you"
                    + " mean Officer?"),
            new Broken(
                "no value",
                "[annual, sick]",
                "[]",
                "p:25:27: "
                    + book
                    + ".arguments.kind.Officer is empty, so nothing fits; name a value"),
            new Broken(
                "a value twice",
                "[annual, sick]",
                "[annual, annual]",
                "p:25:36: " + book + ".arguments.kind.Officer has 'annual' twice"),
            new Broken(
                "a value that is a list",
                "[annual, sick]",
                "[annual, [sick]]",
                "p:25:36: an item of " + book + ".arguments.kind.Officer must be a text"),
            new Broken(
                "a range without bounds",
                "{min: 1, max: 5}",
                "{}",
                "p:26:27: " + book + ".arguments.days.Officer needs min, max or both"),
            new Broken(
                "a range that nothing fits",
                "{min: 1, max: 5}",
                "{min: 5, max: 1}",
                "p:26:27: " + book + ".arguments.days.Officer.min is above max, so nothing fits"),
            new Broken(
                "a bound that is no number",
                "{min: 1, max: 5}",
                "{min: one, max: 5}",
                "p:26:33: "
                    + book
                    + ".arguments.days.Officer.min must be a number in plain digits, for example"
                    + " 100000"),
            new Broken(
                "a bound that is too clever",
                "{min: 1, max: 5}",
                "{min: 1, max: 5e9}",
                "p:26:41: "
                    + book
                    + ".arguments.days.Officer.max must be a number in plain digits, for example"
                    + " 100000"),
            new Broken(
                "confirmation by another word",
                "confirm: none",
                "confirm: maybe",
                "p:27:18: "
                    + book
                    + ".confirm must be none, ask, person or, with roles, {other: [Manager]}"),
            new Broken(
                "confirmation by nobody",
                "confirm: {other: [Manager, Guest]}",
                "confirm: {other: []}",
                "p:33:49: "
                    + hr
                    + "tools.hire.confirm.other names nobody; name a role or remove the line"),
            new Broken(
                "confirmation by others, misspelt",
                "confirm: {other: [Manager, Guest]}",
                "confirm: {others: [Manager]}",
                "p:33:42: "
                    + hr
                    + "tools.hire.confirm has no setting 'others'; did you mean other?"),
            new Broken(
                "a condition without bound",
                "{above: 2.5, confirm: person}",
                "{confirm: person}",
                "p:29:11: " + book + ".confirm_when.days needs exactly one of above, below and in"),
            new Broken(
                "a condition with two bounds",
                "{above: 2.5, confirm: person}",
                "{above: 2.5, below: 9, confirm: person}",
                "p:29:11: " + book + ".confirm_when.days needs exactly one of above, below and in"),
            new Broken(
                "a condition for nothing",
                "{above: 2.5, confirm: person}",
                "{above: 2.5}",
                "p:29:11: " + book + ".confirm_when.days needs confirm"),
            new Broken(
                "two lines that no one person can meet",
                "{below: 3, confirm: {other: [Manager]}}",
                "{below: 3, confirm: {other: [Officer]}}",
                "p:28:9: "
                    + book
                    + ": where several lines fit, all count; name a role that all of them name"))
        .stream()
        .map(broken ->
            DynamicTest.dynamicTest(
                broken.name,
                () -> {
                  assertThat(TestPolicy.YAML).contains(broken.good);
                  var yaml = TestPolicy.YAML.replace(broken.good, broken.bad);
                  var refused =
                      catchThrowableOfType(
                          PolicyRefused.class, () -> AccessPolicy.parse("p", yaml));
                  assertThat(refused.problems()).contains(broken.problem);
                }))
        .toList();
  }
}
