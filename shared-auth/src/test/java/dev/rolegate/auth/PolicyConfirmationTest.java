package dev.rolegate.auth;

import static dev.rolegate.auth.ArgumentRule.Fit.BROKEN;
import static dev.rolegate.auth.ArgumentRule.Fit.KEPT;
import static dev.rolegate.auth.ArgumentRule.Fit.UP_TO_THE_OWNER;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rolegate.auth.ArgumentRule.Fit;
import dev.rolegate.auth.Confirmation.Level;
import dev.rolegate.auth.Decision.Allowed;
import dev.rolegate.auth.Decision.Denied;
import dev.rolegate.auth.limit.RateLimit;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class PolicyConfirmationTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private final AccessPolicy policy = TestPolicy.read();

  private record Asked(
      String name, String tool, String arguments, Level level, List<String> roles, String rule) {}

  private static Asked asked(
      String name, String tool, String arguments, Level level, String rule, String... roles) {
    return new Asked(name, tool, arguments, level, List.of(roles), "servers.hr.tools." + rule);
  }

  @TestFactory
  List<DynamicTest> theStrictestLineThatFitsWins() {
    var days = "book.confirm_when.days.confirm";
    var kind = "book.confirm_when.kind.confirm";
    var weight = "book.confirm_when.weight.confirm";
    return List.of(
            asked("a tool without a line asks", "fire", "{}", Level.ASK, "fire.confirm"),
            asked("none", "book", "{}", Level.NONE, "book.confirm"),
            asked("at the bound", "book", "{\"days\":2.5}", Level.NONE, "book.confirm"),
            asked("above it", "book", "{\"days\":2.50001}", Level.PERSON, days),
            asked("a huge number", "book", "{\"days\":1e999999}", Level.PERSON, days),
            asked("a number as a text", "book", "{\"days\":\"1\"}", Level.PERSON, days),
            asked("a list for a number", "book", "{\"days\":[1]}", Level.PERSON, days),
            asked("null is not given", "book", "{\"days\":null}", Level.NONE, "book.confirm"),
            asked("another value", "book", "{\"kind\":\"sick\"}", Level.NONE, "book.confirm"),
            asked("another case", "book", "{\"kind\":\"Unpaid\"}", Level.NONE, "book.confirm"),
            asked(
                "a listed value",
                "book",
                "{\"kind\":\"unpaid\"}",
                Level.OTHER,
                kind,
                "Manager",
                "AssistantManager"),
            asked("not below", "book", "{\"weight\":3}", Level.NONE, "book.confirm"),
            asked("below", "book", "{\"weight\":-7}", Level.OTHER, weight, "Manager"),
            asked(
                "two lines of different strictness",
                "book",
                "{\"days\":9,\"kind\":\"unpaid\"}",
                Level.OTHER,
                kind,
                "Manager",
                "AssistantManager"),
            asked(
                "two lines of the same: who is in both",
                "book",
                "{\"weight\":1,\"kind\":\"unpaid\"}",
                Level.OTHER,
                weight,
                "Manager"),
            asked("always other", "hire", "{}", Level.OTHER, "hire.confirm", "Manager", "Guest"))
        .stream()
        .map(asked ->
            DynamicTest.dynamicTest(
                asked.name,
                () ->
                    assertThat(policy.confirmation("hr", asked.tool, json(asked.arguments)))
                        .isEqualTo(new Confirmation(asked.level, asked.roles, asked.rule))))
        .toList();
  }

  @Test
  void nobodyReleasesWhatThePolicyDoesNotKnow() {
    for (var unknown :
        List.of(
            policy.confirmation("hr", "no_such_tool", json("{}")),
            policy.confirmation("no_such_server", "book", json("{}")))) {
      assertThat(unknown.level()).isEqualTo(Level.OTHER);
      assertThat(unknown.approverRoles()).isEmpty();
    }
  }

  private record Given(String name, String role, String arguments, Fit id, Fit kind, Fit days) {}

  @TestFactory
  List<DynamicTest> rulesBindTheRolesThatTheyName() {
    return List.of(
            new Given("nothing given", "Officer", "{}", BROKEN, BROKEN, BROKEN),
            new Given(
                "nulls",
                "Officer",
                "{\"employee_id\":null,\"kind\":null,\"days\":null}",
                BROKEN,
                BROKEN,
                BROKEN),
            new Given(
                "all of them",
                "Officer",
                "{\"employee_id\":\"E\",\"kind\":\"sick\",\"days\":5}",
                UP_TO_THE_OWNER,
                KEPT,
                KEPT),
            new Given(
                "just outside",
                "Officer",
                "{\"employee_id\":\"E\",\"kind\":\"Sick\",\"days\":5.1}",
                UP_TO_THE_OWNER,
                BROKEN,
                BROKEN),
            new Given(
                "other types",
                "Officer",
                "{\"employee_id\":7,\"kind\":[\"sick\"],\"days\":\"3\"}",
                UP_TO_THE_OWNER,
                BROKEN,
                BROKEN),
            new Given(
                "a role bound less",
                "AssistantManager",
                "{\"kind\":\"annual\",\"days\":-1}",
                KEPT,
                KEPT,
                KEPT),
            new Given(
                "a role that is not bound",
                "Manager",
                "{\"kind\":\"x\",\"days\":100}",
                KEPT,
                KEPT,
                KEPT))
        .stream()
        .map(given ->
            DynamicTest.dynamicTest(
                given.name,
                () -> {
                  assertThat(fit(given, "employee_id")).isEqualTo(given.id);
                  assertThat(fit(given, "kind")).isEqualTo(given.kind);
                  assertThat(fit(given, "days")).isEqualTo(given.days);
                }))
        .toList();
  }

  @Test
  void whoHasNoDeclaredRoleIsBoundByAllRules() {
    for (var role : new String[] {"Intern", null}) {
      assertThat(policy.argumentRules("open", "write", role)).hasSize(2);
    }
    assertThat(policy.argumentRules("open", "write", "Guest")).hasSize(1);
    assertThat(policy.argumentRules("open", "write", "Manager")).isEmpty();
  }

  @Test
  void whoeverActsForAnotherIsBoundByBoth() {
    var both = TestCallers.behind(TestCallers.CAROL, "agent", "AssistantManager");
    assertThat(policy.argumentRules("hr", "book", both)).hasSize(5);
    var manager = TestCallers.behind(TestCallers.CAROL, "agent", "Manager");
    assertThat(policy.argumentRules("hr", "book", manager))
        .isEqualTo(policy.argumentRules("hr", "book", "Officer"));
  }

  private record Approval(
      String name,
      String tool,
      String arguments,
      String requester,
      String approver,
      @Nullable String role,
      @Nullable String reason) {}

  @TestFactory
  List<DynamicTest> whoMayRelease() {
    var own = "{\"employee_id\":\"E\",\"kind\":\"sick\",\"days\":5}";
    var three = "{\"employee_id\":\"E\",\"kind\":\"unpaid\",\"days\":5}";
    return List.of(
            new Approval("none", "book", "{}", "carol", "alice", "Manager", "nothing_to_approve"),
            new Approval("ask, oneself", "fire", "{}", "alice", "alice", "Manager", null),
            new Approval("ask, a colleague", "fire", "{}", "alice", "erin", "Manager", null),
            new Approval(
                "ask, who may not call",
                "fire",
                "{}",
                "alice",
                "bob",
                "Officer",
                "tool_not_allowed"),
            new Approval(
                "ask, not admitted", "fire", "{}", "alice", "gus", "Guest", "role_not_admitted"),
            new Approval("ask, no role", "fire", "{}", "alice", "x", null, "no_job_role"),
            new Approval(
                "ask, unknown role", "fire", "{}", "alice", "x", "Intern", "role_not_admitted"),
            new Approval("person, oneself", "book", own, "carol", "carol", "Officer", null),
            new Approval(
                "person, what is not the approver's own",
                "book",
                own,
                "alice",
                "carol",
                "Officer",
                "argument_not_allowed"),
            new Approval(
                "person, who is not bound", "book", own, "carol", "alice", "Manager", null),
            new Approval(
                "other, who asked",
                "book",
                three,
                "alice",
                "alice",
                "Manager",
                "approver_is_requester"),
            new Approval(
                "other, a role that is not named",
                "book",
                three,
                "alice",
                "carol",
                "Officer",
                "approver_role_not_named"),
            new Approval(
                "other, no role", "book", three, "alice", "x", null, "approver_role_not_named"),
            new Approval(
                "other, another case",
                "book",
                three,
                "alice",
                "x",
                "manager",
                "approver_role_not_named"),
            new Approval(
                "other, a named role", "book", three, "alice", "bob", "AssistantManager", null),
            new Approval(
                "other, a role that may not call", "hire", "{}", "alice", "g", "Guest", null))
        .stream()
        .map(row ->
            DynamicTest.dynamicTest(
                row.name,
                () -> {
                  var arguments = json(row.arguments);
                  var confirmation = policy.confirmation("hr", row.tool, arguments);
                  var decision =
                      policy.approval(
                          "hr",
                          row.tool,
                          confirmation,
                          arguments,
                          row.requester,
                          approver(row.approver, row.role));
                  if (row.reason == null) {
                    assertThat(decision).isEqualTo(new Allowed(confirmation.rule()));
                  } else {
                    assertThat(((Denied) decision).reason()).isEqualTo(row.reason);
                  }
                }))
        .toList();
  }

  @Test
  void aRefusedApproverLearnsWhoMay() {
    var arguments = json("{\"kind\":\"unpaid\"}");
    var confirmation = policy.confirmation("hr", "book", arguments);
    assertThat(
            policy.approval(
                "hr", "book", confirmation, arguments, "alice", approver("carol", "Officer")))
        .isEqualTo(
            new Denied(
                "approver_role_not_named",
                "job_role Officer may not release book; approvers: Manager, AssistantManager",
                List.of("Manager", "AssistantManager")));
    assertThat(
            policy.approval(
                "hr", "book", confirmation, arguments, "alice", approver("alice", "Manager")))
        .isEqualTo(
            new Denied(
                "approver_is_requester",
                "book is released by somebody else than who asked for it; approvers: Manager,"
                    + " AssistantManager",
                List.of("Manager", "AssistantManager")));
    var own = json("{\"employee_id\":\"E\",\"kind\":\"sick\",\"days\":5}");
    assertThat(
            policy.approval(
                "hr",
                "book",
                policy.confirmation("hr", "book", own),
                own,
                "alice",
                approver("carol", "Officer")))
        .isEqualTo(
            new Denied(
                "argument_not_allowed",
                "for job_role Officer employee_id of book must be the caller's own"
                    + " (servers.hr.tools.book.arguments.employee_id.Officer)",
                List.of("Manager", "AssistantManager")));
  }

  @Test
  void decisionsAreShownToWhomThePolicyNames() {
    assertThat(policy.decisions("Manager")).isEqualTo(new Allowed("decisions"));
    assertThat(policy.decisions("Officer"))
        .isEqualTo(
            new Denied(
                "decisions_not_allowed",
                "job_role Officer may not see recent decisions; allowed: Manager",
                List.of("Manager")));
    assertThat(policy.decisions("Intern")).isInstanceOf(Denied.class);
    assertThat(policy.decisions(null)).isInstanceOf(Denied.class);
    var silent = AccessPolicy.parse("p", TestPolicy.YAML.replace("decisions: [Manager]\n", ""));
    assertThat(silent.decisions("Manager"))
        .isEqualTo(
            new Denied(
                "decisions_not_allowed",
                "job_role Manager may not see recent decisions; allowed: nobody",
                List.of()));
  }

  @Test
  void aToolMayHaveALimitOfItsOwn() {
    assertThat(policy.toolLimit("hr", "find")).isEqualTo(new RateLimit(30, Duration.ofHours(1)));
    assertThat(policy.toolLimit("hr", "book")).isNull();
    assertThat(policy.toolLimit("hr", "no_such_tool")).isNull();
  }

  @Test
  void theDefaultPolicyAsksBeforeEveryWriteAndASecondPersonForTwo() {
    var shipped = AccessPolicy.load(Path.of("../access-policy.yaml"));
    var writes =
        Map.of(
            "hr", List.of("add_employee_record", "create_leave_request"),
            "project", List.of("create_project_task", "update_task_state"),
            "crm",
                List.of(
                    "add_customer_profile",
                    "update_customer_status",
                    "record_interaction",
                    "create_sales_opportunity"));
    writes.forEach((server, tools) -> {
      for (var tool : tools) {
        assertThat(shipped.confirmation(server, tool, json("{\"value\":100000}")).level())
            .as(tool)
            .isEqualTo(Level.ASK);
      }
    });
    assertThat(
            shipped.confirmation("crm", "create_sales_opportunity", json("{\"value\":100000.01}")))
        .isEqualTo(
            new Confirmation(
                Level.OTHER,
                List.of("Manager"),
                "servers.crm.tools.create_sales_opportunity.confirm_when.value.confirm"));
    assertThat(shipped.confirmation("hr", "decide_leave_request", json("{}")).approverRoles())
        .containsExactly("Manager", "AssistantManager");
    assertThat(shipped.argumentRules("hr", "create_leave_request", "Officer"))
        .containsExactly(
            new ArgumentRule.Self(
                "employee_id",
                "servers.hr.tools.create_leave_request.arguments.employee_id.Officer"));
    assertThat(shipped.argumentRules("hr", "create_leave_request", "AssistantManager")).isEmpty();
    assertThat(shipped.decisions("Manager")).isInstanceOf(Allowed.class);
    assertThat(shipped.decisions("AssistantManager")).isInstanceOf(Denied.class);
  }

  /** The strictest that the role's rules say of an argument. */
  private Fit fit(Given given, String argument) {
    return policy.argumentRules("hr", "book", given.role).stream()
        .filter(rule -> rule.argument().equals(argument))
        .map(rule -> rule.fit(json(given.arguments).path(argument)))
        .findFirst()
        .orElse(KEPT);
  }

  private static Approver approver(String subject, @Nullable String role) {
    return TestApprovers.of(subject, role);
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
