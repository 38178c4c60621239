package dev.rolegate.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.agent.Agent;
import dev.rolegate.agent.AgentConfig;
import dev.rolegate.agent.AgentConfig.Start;
import dev.rolegate.agent.Credential;
import dev.rolegate.agent.NotConnected;
import dev.rolegate.agent.Person;
import dev.rolegate.auth.SigningAlgorithm;
import dev.rolegate.auth.config.Secret;
import dev.rolegate.cli.agent.ShellSession;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** The shell, as somebody types in it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AgentShellTest {
  private static final String ADD =
      "call hr add_employee_record name=\"Sue Shell\" department=Engineering position=Tester"
          + " location=Berlin hire_date=2026-01-01 email=";

  private Deployment deployment;
  private Agent alice;

  @BeforeAll
  void start() throws NotConnected {
    deployment = Deployment.start(SigningAlgorithm.RS256, Addresses.real());
    alice = Agent.connect(config(DemoClient.ALICE), Person.nobody());
  }

  @AfterAll
  void stop() {
    alice.close();
    deployment.close();
  }

  record Completion(String typed, List<String> offered, List<String> not) {
    @Override
    public String toString() {
      return typed;
    }
  }

  static final List<Completion> completions =
      List.of(
          new Completion("", List.of("tools", "help", "call", "servers", "exit"), List.of()),
          new Completion("call ", List.of("hr", "project", "crm"), List.of("exit")),
          new Completion(
              "call hr ",
              List.of("get_employee_records", "get_change"),
              List.of("get_crm_summary")),
          new Completion("call hr get_employee_records ", List.of("search=", "limit="), List.of()),
          new Completion(
              "call hr get_employee_records search=x ", List.of("limit="), List.of("search=")),
          new Completion(
              "call hr create_leave_request leave_type=", List.of("leave_type=sick"), List.of()),
          new Completion("help ", List.of("hr_get_change", "get_hr_summary"), List.of("hr")),
          new Completion("tools ", List.of("hr", "hr_get_change"), List.of()),
          new Completion("call moon x ", List.of(), List.of()));

  @ParameterizedTest
  @FieldSource("completions")
  void completes(Completion completion) throws IOException {
    var offered = ShellSession.completions(alice, completion.typed());
    assertThat(offered).filteredOn(completion.not()::contains).isEmpty();
    if (completion.offered().isEmpty()) {
      assertThat(offered).isEmpty();
    }
    assertThat(offered).containsAll(completion.offered());
  }

  @Test
  void listsExplainsAndCalls() throws Exception {
    var ended =
        ShellSession.types(
            config(DemoClient.CAROL),
            "carol",
            "help",
            "tools",
            "tools hr",
            "help get_employee_records",
            "call hr get_employee_records --help",
            "call hr get_employee_records search=Alice",
            "servers",
            "clal hr",
            "call hr",
            "call crm get_crm_summary",
            "call hr get_employee_records limit=many",
            "exit",
            "call hr never");
    assertThat(ended.out())
        .contains(
            "calls one: call SERVER TOOL",
            "create_leave_request",
            "call hr get_employee_records key=value",
            "\"total\" : 1",
            "carol has 4 tools from 1 server.");
    assertThat(ended.err())
        .contains(
            "did you mean call?",
            "say which tool of which server",
            "crm is not permitted: job_role Officer",
            "a whole number")
        .doesNotContain("never");
  }

  record Answer(String typed, boolean written) {}

  static final List<Answer> answers =
      List.of(
          new Answer("n", false),
          new Answer("/no", false),
          new Answer("/cancel", false),
          new Answer("maybe", false),
          new Answer("", false),
          new Answer("y", true));

  @ParameterizedTest
  @FieldSource("answers")
  void aServersQuestionIsShownAndAnsweredByWhoeverSitsThere(Answer answer) throws Exception {
    var email = "shell-" + answers.indexOf(answer) + "@example.com";
    // What follows a missing answer is no answer either.
    var ended =
        ShellSession.types(
            config(DemoClient.ALICE), "alice", ADD + email, answer.typed(), "/no", "exit");
    assertThat(ended.screen()).contains("hr asks:", email, "Write it (y/n, /no, /cancel):");
    var found = Json.object().put("search", email);
    var tool =
        alice.all().stream()
            .filter(one -> one.name().equals("get_employee_records"))
            .findFirst()
            .orElseThrow();
    assertThat(String.valueOf(alice.call(tool, found).structured()))
        .contains("\"total\":" + (answer.written() ? 1 : 0));
  }

  private AgentConfig config(DemoClient client) {
    return AgentConfig.of(
        new Start.Issuer(deployment.issuer()),
        new Credential.SharedSecret(client.id(), Secret.of(client.secret())));
  }
}
