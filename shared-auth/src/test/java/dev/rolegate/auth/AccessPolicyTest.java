package dev.rolegate.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.auth.Decision.Allowed;
import dev.rolegate.auth.Decision.Denied;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class AccessPolicyTest {
  private static final String YAML =
      """
      version: 1
      roles: [Manager, AssistantManager, Officer]
      servers:
        hr:
          admit: [Manager, AssistantManager, Officer]
          tools:
            get_employee_records: {allow: [Manager, AssistantManager, Officer]}
            add_employee_record: {allow: [Manager]}
            drop_everything: {allow: []}
        crm:
          admit: [Manager]
          tools:
            get_crm_summary: {allow: [Manager]}
        weather-time:
          admit: any-authenticated
          tools:
            TimeTool: {allow: any-authenticated}
            weather_tool: {allow: [Manager, Officer]}
        closed:
          admit: []
          tools: {}
      """;

  private final AccessPolicy policy = AccessPolicy.parse("policy.yaml", YAML);

  private record Refusal(
      String name,
      String server,
      @Nullable String tool,
      @Nullable String role,
      String reason,
      String explanation,
      List<String> rolesThatMay) {}

  @TestFactory
  List<DynamicTest> everyDenialSaysWhichRuleAndWhoMay() {
    var crm = List.of("Manager");
    var huge = "R".repeat(500);
    return List.of(
            new Refusal(
                "a role of another server",
                "crm",
                null,
                "Officer",
                "role_not_admitted",
                "job_role Officer is not admitted to crm; admitted: Manager",
                crm),
            new Refusal(
                "no role",
                "crm",
                null,
                null,
                "no_job_role",
                "there is no job_role; crm admits: Manager",
                crm),
            new Refusal(
                "an unknown role",
                "crm",
                null,
                "Intern",
                "role_not_admitted",
                "job_role Intern is not admitted to crm; admitted: Manager",
                crm),
            new Refusal(
                "another case",
                "crm",
                null,
                "manager",
                "role_not_admitted",
                "job_role manager is not admitted to crm; admitted: Manager",
                crm),
            new Refusal(
                "a trailing space",
                "crm",
                null,
                "Manager ",
                "role_not_admitted",
                "job_role Manager  is not admitted to crm; admitted: Manager",
                crm),
            new Refusal(
                "an empty role",
                "crm",
                null,
                "",
                "role_not_admitted",
                "job_role  is not admitted to crm; admitted: Manager",
                crm),
            new Refusal(
                "the wildcard word as a role",
                "crm",
                null,
                "any-authenticated",
                "role_not_admitted",
                "job_role any-authenticated is not admitted to crm; admitted: Manager",
                crm),
            new Refusal(
                "two roles in one",
                "crm",
                null,
                "Manager,Officer",
                "role_not_admitted",
                "job_role Manager,Officer is not admitted to crm; admitted: Manager",
                crm),
            new Refusal(
                "a role that forges a line",
                "crm",
                null,
                "M\r\nManager\u202e",
                "role_not_admitted",
                "job_role M\\u000d\\u000aManager\\u202e is not admitted to crm; admitted: Manager",
                crm),
            new Refusal(
                "a huge role",
                "crm",
                null,
                huge,
                "role_not_admitted",
                "job_role " + "R".repeat(64) + "… is not admitted to crm; admitted: Manager",
                crm),
            new Refusal(
                "a server open to nobody",
                "closed",
                null,
                "Manager",
                "role_not_admitted",
                "job_role Manager is not admitted to closed; admitted: nobody",
                List.of()),
            new Refusal(
                "an unknown server",
                "crmx",
                null,
                "Manager",
                "unknown_server",
                "the access policy has no server 'crmx'",
                List.of()),
            new Refusal(
                "a tool of an unknown server",
                "crmx",
                "t",
                "Manager",
                "unknown_server",
                "the access policy has no server 'crmx'",
                List.of()),
            new Refusal(
                "a tool for others",
                "hr",
                "add_employee_record",
                "Officer",
                "tool_not_allowed",
                "job_role Officer may not use add_employee_record; allowed: Manager",
                crm),
            new Refusal(
                "a tool for nobody",
                "hr",
                "drop_everything",
                "Manager",
                "tool_not_allowed",
                "job_role Manager may not use drop_everything; allowed: nobody",
                List.of()),
            new Refusal(
                "an unknown tool",
                "hr",
                "rm\n-rf",
                "Manager",
                "unknown_tool",
                "hr has no tool 'rm\\u000a-rf'",
                List.of()),
            new Refusal(
                "a tool in another case",
                "hr",
                "Get_Employee_Records",
                "Manager",
                "unknown_tool",
                "hr has no tool 'Get_Employee_Records'",
                List.of()),
            new Refusal(
                "a tool, by a role that is not admitted",
                "crm",
                "get_crm_summary",
                "Officer",
                "role_not_admitted",
                "job_role Officer is not admitted to crm; admitted: Manager",
                crm),
            new Refusal(
                "an unknown tool, by a role that is not admitted",
                "crm",
                "x",
                "Officer",
                "role_not_admitted",
                "job_role Officer is not admitted to crm; admitted: Manager",
                crm),
            new Refusal(
                "a tool with roles on an open server, without role",
                "weather-time",
                "weather_tool",
                null,
                "no_job_role",
                "there is no job_role; weather_tool is allowed to: Manager, Officer",
                List.of("Manager", "Officer")),
            new Refusal(
                "a tool with roles on an open server, unknown role",
                "weather-time",
                "weather_tool",
                "Intern",
                "tool_not_allowed",
                "job_role Intern may not use weather_tool; allowed: Manager, Officer",
                List.of("Manager", "Officer")))
        .stream()
        .map(r ->
            DynamicTest.dynamicTest(
                r.name,
                () -> {
                  var decision =
                      r.tool == null
                          ? policy.admission(r.server, r.role)
                          : policy.toolUse(r.server, r.tool, r.role);
                  assertThat(decision)
                      .isEqualTo(new Denied(r.reason, r.explanation, r.rolesThatMay));
                }))
        .toList();
  }

  @Test
  void whatIsListedIsAllowedByTheNamedLine() {
    assertThat(policy.admission("hr", "Officer")).isEqualTo(new Allowed("servers.hr.admit"));
    assertThat(policy.toolUse("hr", "add_employee_record", "Manager"))
        .isEqualTo(new Allowed("servers.hr.tools.add_employee_record.allow"));
  }

  @Test
  void anOpenServerAdmitsAnyRoleAndNone() {
    for (var role : new String[] {"Manager", "Intern", null}) {
      assertThat(policy.admission("weather-time", role)).isInstanceOf(Allowed.class);
      assertThat(policy.toolUse("weather-time", "TimeTool", role)).isInstanceOf(Allowed.class);
    }
  }

  @Test
  void decisionsOfDeclaredRolesAreMadeOnce() {
    assertThat(policy.toolUse("hr", "add_employee_record", "Officer"))
        .isSameAs(policy.toolUse("hr", "add_employee_record", "Officer"));
  }

  @Test
  void theSameObjectAnswersTheLists() {
    assertThat(policy.roles()).containsExactly("Manager", "AssistantManager", "Officer");
    assertThat(policy.servers()).containsExactly("hr", "crm", "weather-time", "closed");
    assertThat(policy.tools("weather-time")).containsExactly("TimeTool", "weather_tool");
    assertThat(policy.tools("crmx")).isEmpty();
    assertThat(policy.serversAdmitting("Manager")).containsExactly("hr", "crm", "weather-time");
    assertThat(policy.serversAdmitting("Officer")).containsExactly("hr", "weather-time");
    assertThat(policy.serversAdmitting(null)).containsExactly("weather-time");
    assertThat(policy.admittedRoles("crm")).containsExactly("Manager");
    assertThat(policy.rolesFor("weather-time", "weather_tool"))
        .containsExactly("Manager", "Officer");
  }

  @Test
  void aToolThatIsNotListedAndALineWithoutToolAreMismatches() {
    assertThat(policy.mismatches("crm", Set.of("get_crm_summary"))).isEmpty();
    assertThat(policy.mismatches("crm", Set.of("get_crm_sumary", "add_lead")))
        .containsExactly(
            "policy.yaml: servers.crm.tools does not list add_lead; add a line, for example"
                + " add_lead: {allow: []} for nobody",
            "policy.yaml: servers.crm.tools does not list get_crm_sumary; add a line, for example"
                + " get_crm_sumary: {allow: []} for nobody",
            "policy.yaml:13:7: servers.crm.tools lists get_crm_summary, which crm does not have;"
                + " correct or remove the line; did you mean get_crm_sumary?");
    assertThat(policy.mismatches("crn", Set.of()))
        .containsExactly(
            "policy.yaml: servers has no crn; add it with its tools; did you mean crm?");
  }

  @Test
  void theDefaultPolicyIsTheMatrixOfTheReadme() {
    var shipped = AccessPolicy.load(Path.of("../access-policy.yaml"));
    assertThat(shipped.serversAdmitting("Manager")).containsExactly("hr", "project", "crm");
    assertThat(shipped.serversAdmitting("AssistantManager")).containsExactly("hr", "project");
    assertThat(shipped.serversAdmitting("Officer")).containsExactly("hr");
    assertThat(shipped.serversAdmitting(null)).isEmpty();
    assertThat(shipped.rolesFor("hr", "add_employee_record")).containsExactly("Manager");
    assertThat(shipped.rolesFor("hr", "decide_leave_request"))
        .containsExactly("Manager", "AssistantManager");
    assertThat(shipped.rolesFor("hr", "create_leave_request")).hasSize(3);
  }
}
