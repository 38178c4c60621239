package dev.rolegate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** {@code can-i} and {@code why} by the shipped policy, and {@code access}. */
class PolicyCommandsTest {
  private static final Map<String, String> SHIPPED = Map.of("POLICY_FILE", "../access-policy.yaml");

  @TempDir Path data;

  private record Line(String typed, int code, String said) {}

  @TestFactory
  List<DynamicTest> canISaysWhichLineAndWhoMay() {
    var create = "--server hr --tool create_leave_request";
    var sell = "--server crm --tool create_sales_opportunity --role Manager";
    return List.of(
            new Line(
                "--role Officer --server hr --tool add_employee_record",
                1,
                "job_role Officer may not use add_employee_record; allowed: Manager"),
            new Line(
                "--role Officer --server hr --tool add_employee_record",
                1,
                "servers.hr.tools.add_employee_record.allow"),
            new Line("--role Officer --server crm --tool get_crm_summary", 1, "servers.crm.admit"),
            new Line("--server hr --tool get_leave_requests", 1, "there is no job_role"),
            new Line(
                "--role officer --server hr --tool get_leave_requests", 1, "did you mean Officer?"),
            new Line("--role Officer " + create + " --args {}", 1, "employee_id of"),
            new Line("--role Officer " + create, 0, "employee_id must be the caller's own"),
            new Line("--role Manager " + create, 0, "servers.hr.tools.create_leave_request.allow"),
            new Line(sell + " --args '{\"value\":250000}'", 0, "other: Manager"),
            new Line(sell + " --args '{\"value\":100000}'", 0, "ask"),
            new Line(sell, 0, "other: Manager if value above 100000"),
            new Line(sell + " --args [1]", 2, "--args: give one JSON object"),
            new Line("--server hr --tool add_employee --role Manager", 2, "the policy has no add"),
            new Line("--server hrr --tool x", 2, "did you mean hr?"),
            new Line("--server hr --tool x --policy none.yaml", 2, "none.yaml does not exist"))
        .stream()
        .map(line ->
            DynamicTest.dynamicTest(
                line.typed,
                () -> {
                  var typed = Typed.with(SHIPPED, "can-i " + line.typed);
                  assertThat(typed.out() + typed.err()).contains(line.said);
                  assertThat(typed.code()).isEqualTo(line.code);
                }))
        .toList();
  }

  @Test
  void programsGetTheExplanationAsJson() {
    var typed =
        Typed.with(SHIPPED, "can-i --json --role Officer --server hr --tool add_employee_record");
    assertThat(typed.out())
        .isEqualTo(
            "{\"allowed\":false,\"rule\":\"servers.hr.tools.add_employee_record.allow\","
                + "\"explanation\":\"job_role Officer may not use add_employee_record; allowed:"
                + " Manager\",\"roles_that_may\":[\"Manager\"],\"conditions\":[],\"confirm\":[]}\n");
    assertThat(typed.code()).isEqualTo(1);
  }

  @Test
  void whyFindsTheLineInWhoseAuditItIsAndSaysWhatCanISays() throws IOException {
    write("hr", line("r1", "hr", "Officer", "add_employee_record", "tool_not_allowed"));
    write("crm", line("r2", "crm", "Officer", null, "role_not_admitted"));
    write("token-service", line("r3", "token-service", "Officer", null, "secret_wrong"));

    var hr = why("r1");
    assertThat(hr.code()).isZero();
    assertThat(hr.out())
        .contains("carol")
        .contains("tool_not_allowed")
        .contains("servers.hr.tools.add_employee_record.allow")
        .contains("job_role Officer may not use add_employee_record; allowed: Manager");
    assertThat(why("r2").out()).contains("servers.crm.admit").contains("admitted: Manager");
    assertThat(why("r3").out()).contains("secret_wrong").doesNotContain("rule ");
    assertThat(why("r1 --server hr").code()).isZero();
  }

  /** It said that the role may use the tool, which was not what had been refused. */
  @Test
  void whySaysWhoReleasesTheChangeThatARefusedWordWasAbout() throws IOException {
    write(
        "crm",
        line("r4", "crm", "Manager", "create_sales_opportunity", "not_permitted")
            .replaceFirst(
                "\"action\"", "\"approver\":\"alice\",\"change\":\"CHG-CRM-1\",\"action\""));
    assertThat(why("r4").out().lines().map(line -> line.replaceAll(" +", " ")))
        .contains(
            "change CHG-CRM-1",
            "approver alice",
            "rule servers.crm.tools.create_sales_opportunity.confirm",
            "explanation confirm: ask; other: Manager if value above 100000")
        .noneMatch(line -> line.startsWith("note"));
  }

  @Test
  void whySaysWhereItLookedInVain() throws IOException {
    write("hr", line("r1", "hr", "Officer", "add_employee_record", "tool_not_allowed"));
    var none = why("r");
    assertThat(none.code()).isEqualTo(1);
    assertThat(none.err()).contains("no decision about r is in").contains(data.toString());
    assertThat(why("r1 --server crm").code()).isEqualTo(1);
    assertThat(why("r1 --server ../hr").code()).isEqualTo(2);
  }

  @Test
  void accessAsksTheServiceAndShowsWhatItSays() {
    var answer =
        "{\"job_role\":\"Officer\",\"servers\":[{\"name\":\"hr\",\"admitted\":true,\"tools\":[{"
            + "\"name\":\"book\",\"allowed\":true,\"confirm\":[\"ask\"],\"arguments\":[{\"name\":"
            + "\"id\",\"must_be\":\"the caller's own\"}]},{\"name\":\"hire\",\"allowed\":false,"
            + "\"explanation\":\"allowed: Manager\"}],\"records\":[{\"name\":\"employee\",\"rows\":"
            + "\"own\",\"fields\":{\"name\":\"full\",\"salary\":\"hidden\"}}]},{\"name\":\"crm\","
            + "\"admitted\":false,\"explanation\":\"admitted: Manager\"}]}";
    try (var service = new StubService().answering(200, answer)) {
      var typed = Typed.at(service, "access --as carol");
      assertThat(typed.code()).isZero();
      assertThat(service.asked().toString()).contains("access/show").contains("carol");
      assertThat(typed.out().lines().map(line -> line.replaceAll(" +", " ")))
          .containsExactly(
              "role Officer",
              "hr book yes id must be the caller's own; confirm ask",
              "hr hire no allowed: Manager",
              "hr employee sees only their own; salary hidden",
              "crm no admitted: Manager");
    }
  }

  private Typed why(String what) {
    return Typed.with(
        Map.of("POLICY_FILE", "../access-policy.yaml", "DATA_DIR", data.toString()), "why " + what);
  }

  private void write(String service, String line) throws IOException {
    Files.createDirectories(data.resolve(service));
    Files.writeString(data.resolve(service).resolve("audit.jsonl"), line + "\n");
  }

  private static String line(
      String requestId, String server, String role, @Nullable String tool, String reason) {
    return ("{'time':'2026-11-25T10:00:00.000Z','request_id':'%s','server':'%s','subject':'carol',"
            + "'client':'carol','role':'%s','action':'tools/call'%s,'outcome':'denied','reason':"
            + "'%s'}")
        .formatted(requestId, server, role, tool == null ? "" : ",'tool':'" + tool + "'", reason)
        .replace('\'', '"');
  }
}
