package dev.rolegate.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolegate.agent.Agent;
import dev.rolegate.agent.AgentConfig;
import dev.rolegate.agent.AgentConfig.Start;
import dev.rolegate.agent.AgentTool;
import dev.rolegate.agent.Credential;
import dev.rolegate.agent.NotConnected;
import dev.rolegate.agent.Person;
import dev.rolegate.agent.ServerState;
import dev.rolegate.auth.AccessPolicy;
import dev.rolegate.auth.Decision;
import dev.rolegate.auth.SigningAlgorithm;
import dev.rolegate.auth.config.Secret;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The agent against the real services: what it joins, says, renews and survives. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AgentTest {
  private static final String PENDING = "CHG-HR-";

  private Deployment deployment;

  @BeforeAll
  void start() {
    deployment = Deployment.start(SigningAlgorithm.RS256, Addresses.real());
  }

  @AfterAll
  void stop() {
    deployment.close();
  }

  @ParameterizedTest
  @EnumSource
  void joinsTheServersOfItsRoleAndSaysWhyNotTheOthers(DemoClient client) throws Exception {
    try (var agent = connect(client)) {
      var states = agent.servers();
      assertThat(states).map(ServerState::name).containsExactlyInAnyOrder("hr", "project", "crm");
      for (var state : states) {
        var server = Server.valueOf(state.name().toUpperCase(Locale.ROOT));
        assertThat(state)
            .isInstanceOf(
                client.isAdmittedTo(server)
                    ? ServerState.Joined.class
                    : ServerState.NotPermitted.class);
        if (state instanceof ServerState.Joined joined) {
          assertThat(joined.tools())
              .map(AgentTool::tool)
              .containsExactlyInAnyOrderElementsOf(permitted(client, server));
        } else if (state instanceof ServerState.NotPermitted not) {
          assertThat(not.why()).contains(server + (client.jobRole() == null ? " admits" : ";"));
        }
      }
      var domain = agent.all().stream().filter(tool -> !tool.tool().equals("get_change"));
      assertThat(domain)
          .hasSize(
              switch (client) {
                case ALICE -> 20;
                case BOB -> 11;
                case CAROL -> 3;
                case TEST_CLIENT -> 0;
              });
    }
  }

  @Test
  void namesCollideOnlyWhereServersHaveTheSame() throws Exception {
    try (var alice = connect(DemoClient.ALICE);
        var carol = connect(DemoClient.CAROL)) {
      assertThat(alice.all())
          .map(AgentTool::name)
          .doesNotHaveDuplicates()
          .contains("hr_get_change", "project_get_change", "crm_get_change", "get_hr_summary")
          .doesNotContain("get_change");
      assertThat(carol.all()).map(AgentTool::name).contains("get_change");
    }
  }

  @Test
  void readsAndIsToldWhatDoesNotFit() throws Exception {
    try (var agent = connect(DemoClient.CAROL)) {
      var tool = tool(agent, "get_employee_records");
      assertThat(tool.effect()).isEqualTo(AgentTool.Effect.READS);
      var answer = agent.call(tool, Json.object("{'search':'Alice'}"));
      assertThat(answer.refused()).as(answer.text()).isFalse();
      assertThat(structured(answer.structured()).at("/total").asInt()).isEqualTo(1);
      var wrong = agent.call(tool, Json.object("{'sarch':'Alice'}"));
      assertThat(wrong.refused()).isTrue();
      assertThat(wrong.text()).contains("sarch");
      var hidden =
          new AgentTool("x", "hr", "get_hr_summary", "", "", Json.object(), AgentTool.Effect.READS);
      var refused = agent.call(hidden, Json.object());
      assertThat(refused.refused()).isTrue();
      assertThat(refused.text()).contains("Manager");
    }
  }

  record Answering(Person.Reply reply, boolean written) {}

  static final List<Answering> answers =
      List.of(
          new Answering(new Person.Reply.Declined(), false),
          new Answering(new Person.Reply.Cancelled(), false),
          new Answering(new Person.Reply.Accepted(Json.object()), false),
          new Answering(new Person.Reply.Accepted(Json.object("{'confirm':'true'}")), false),
          new Answering(new Person.Reply.Accepted(Json.object("{'confirm':false}")), false),
          new Answering(new Person.Reply.Accepted(Json.object("{'confirm':true}")), true));

  @ParameterizedTest
  @FieldSource("answers")
  void aServersQuestionIsAnsweredExactlyAsThePersonDoes(Answering answering) throws Exception {
    var asked = new CopyOnWriteArrayList<Person.Question>();
    var person =
        new Person() {
          @Override
          public Reply answer(Question question) {
            asked.add(question);
            return answering.reply();
          }

          @Override
          public boolean agrees(AgentTool tool, ObjectNode arguments) {
            throw new AssertionError("only servers ask here");
          }
        };
    var email = "agent-" + answers.indexOf(answering) + "@example.com";
    try (var agent = Agent.connect(config(DemoClient.ALICE), person)) {
      var answer = agent.call(tool(agent, "add_employee_record"), employee(email));
      assertThat(asked)
          .singleElement()
          .satisfies(question -> {
            assertThat(question.server()).isEqualTo("hr");
            assertThat(question.message()).contains(email);
            assertThat(question.schema().at("/properties/confirm/type").asText())
                .isEqualTo("boolean");
          });
      assertThat(answer.refused()).as(answer.text()).isEqualTo(!answering.written());
      assertThat(found(agent, email)).isEqualTo(answering.written() ? 1 : 0);
    }
  }

  @Test
  void whereNobodyIsThereAChangeWaitsForAnApprover() throws Exception {
    try (var agent = connect(DemoClient.ALICE)) {
      var answer = agent.call(tool(agent, "add_employee_record"), employee("nobody@example.com"));
      assertThat(answer.refused()).isTrue();
      assertThat(answer.text()).contains(PENDING, "approve");
      assertThat(found(agent, "nobody@example.com")).isZero();
    }
  }

  /** Four lives of a token pass; calls come all the time, from several at once. */
  @Test
  void noCallIsLostWhileTokensAreRenewed() throws Exception {
    var clock = MovableClock.at(Instant.now());
    try (var agent = Agent.connect(config(DemoClient.BOB).with(clock), Person.nobody())) {
      var tool = tool(agent, "get_employee_records");
      var before = tokens().size();
      var failed = new CopyOnWriteArrayList<String>();
      for (var step = 0; step < 24; step++) {
        clock.advance(Duration.ofMinutes(10));
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
          for (var i = 0; i < 4; i++) {
            callers.execute(() -> {
              var answer = agent.call(tool, Json.object());
              if (answer.refused()) {
                failed.add(answer.text());
              }
            });
          }
        }
      }
      assertThat(failed).isEmpty();
      // One renewal for each four fifths of an hour, whoever calls: single-flight.
      assertThat(tokens().size() - before).isBetween(4, 6);
    }
  }

  @Test
  void aTokenThatIsTakenBackIsReplacedAndTheCallRepeated() throws Exception {
    var operator = new Operator(deployment);
    try (var agent = connect(DemoClient.BOB)) {
      var tool = tool(agent, "get_employee_records");
      var revoked = operator.types("revoke --client bob --reason 'a test'");
      assertThat(revoked.code()).as(revoked.err()).isZero();
      var end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
      var before = tokens().size();
      // Until the servers have heard of it the old token works.
      while (tokens().size() == before && System.nanoTime() < end) {
        var answer = agent.call(tool, Json.object());
        assertThat(answer.refused()).as(answer.text()).isFalse();
      }
      assertThat(tokens().size()).isGreaterThan(before);
      assertThat(agent.call(tool, Json.object()).refused()).isFalse();
    }
  }

  @Test
  void aServerThatIsDownIsSaidToBeSoAndComesBack() throws Exception {
    try (var own = Deployment.start(SigningAlgorithm.RS256, Addresses.real());
        var agent = Agent.connect(config(own, DemoClient.BOB), Person.nobody())) {
      var hr = tool(agent, "get_employee_records");
      var project = tool(agent, "get_project_tasks");
      own.stop(Server.HR);
      var refused = agent.call(hr, Json.object());
      assertThat(refused.refused()).isTrue();
      assertThat(refused.text()).startsWith("hr (http://localhost:").contains("is it up?");
      assertThat(agent.call(project, Json.object()).refused()).isFalse();
      agent.refresh();
      assertThat(agent.servers().getFirst()).isInstanceOf(ServerState.Down.class);
      assertThat(agent.all()).map(AgentTool::server).containsOnly("project");
      // The name stays what it was: hr has one, too, and comes back.
      assertThat(agent.all()).map(AgentTool::name).contains("project_get_change");
      try (var late = Agent.connect(config(own, DemoClient.BOB), Person.nobody())) {
        assertThat(late.servers().getFirst()).isInstanceOf(ServerState.Down.class);
        own.begin(Server.HR);
        assertThat(agent.call(hr, Json.object()).refused()).isFalse();
        late.refresh();
        assertThat(late.all()).map(AgentTool::server).contains("hr");
      }
      // It has forgotten every session; nobody notices.
      own.restart(Server.HR);
      assertThat(agent.call(hr, Json.object()).refused()).isFalse();
      own.restart(Server.PROJECT);
      agent.refresh();
      assertThat(agent.all()).map(AgentTool::server).contains("hr", "project");
      // Tokens that live go on without the token service; nobody else can begin.
      own.stopTokenService();
      agent.refresh();
      assertThat(agent.call(hr, Json.object()).refused()).isFalse();
      assertThatThrownBy(() -> Agent.connect(config(own, DemoClient.BOB), Person.nobody()))
          .isInstanceOfSatisfying(
              NotConnected.class,
              e -> {
                assertThat(e.unreached()).isTrue();
                assertThat(e.sentence()).contains(own.issuer(), "does not answer; is it up?");
              });
    }
  }

  /** It knows the URL of a server and nothing else: 401, RFC 9728, RFC 8414, /token. */
  @Test
  void findsItsWayFromTheUrlOfAServer() throws Exception {
    var start = new Start.Server("theirs", URI.create(deployment.resource(Server.PROJECT)));
    try (var agent =
        Agent.connect(AgentConfig.of(start, secret(DemoClient.BOB)), Person.nobody())) {
      assertThat(agent.all()).hasSize(7).map(AgentTool::server).containsOnly("theirs");
      assertThat(agent.call(tool(agent, "get_project_tasks"), Json.object()).refused()).isFalse();
    }
    try (var agent =
        Agent.connect(
            AgentConfig.of(
                new Start.Server("crm", URI.create(deployment.resource(Server.CRM))),
                secret(DemoClient.BOB)),
            Person.nobody())) {
      assertThat(agent.servers())
          .singleElement()
          .isInstanceOfSatisfying(
              ServerState.Down.class, down -> assertThat(down.why()).contains("not admitted"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"wrong-secret", "", "alice-secret"})
  void aWrongSecretIsRefusedInWords(String secret) {
    var config =
        AgentConfig.of(
            new Start.Issuer(deployment.issuer()),
            new Credential.SharedSecret("bob", Secret.of(secret)));
    assertThatThrownBy(() -> Agent.connect(config, Person.nobody()))
        .isInstanceOfSatisfying(
            NotConnected.class,
            e -> {
              assertThat(e.unreached()).isFalse();
              assertThat(e.sentence()).startsWith("the token service refuses: ");
              if (!secret.isEmpty()) {
                assertThat(e.sentence()).doesNotContain(secret);
              }
            });
  }

  @Test
  void credentialsStayOnThisMachineUnlessTheWayIsSafe() {
    for (var start :
        List.of(
            new Start.Issuer("http://192.0.2.1:8100"),
            new Start.Server("far", URI.create("http://tokens.example/mcp")))) {
      assertThatThrownBy(
              () -> Agent.connect(AgentConfig.of(start, secret(DemoClient.BOB)), Person.nobody()))
          .isInstanceOf(NotConnected.class)
          .hasMessageContaining("plain http to another machine");
    }
  }

  private static List<String> permitted(DemoClient client, Server server) {
    var policy = AccessPolicy.load(Repository.file("access-policy.yaml"));
    return policy.tools(server.toString()).stream()
        .filter(tool ->
            policy.toolUse(server.toString(), tool, client.jobRole()) instanceof Decision.Allowed)
        .toList();
  }

  private Agent connect(DemoClient client) throws NotConnected {
    return Agent.connect(config(client), Person.nobody());
  }

  private AgentConfig config(DemoClient client) {
    return config(deployment, client);
  }

  private static AgentConfig config(Deployment at, DemoClient client) {
    return AgentConfig.of(new Start.Issuer(at.issuer()), secret(client));
  }

  private static Credential secret(DemoClient client) {
    return new Credential.SharedSecret(client.id(), Secret.of(client.secret()));
  }

  private List<JsonNode> tokens() {
    return deployment.tokenServiceAudit().lines().stream()
        .filter(line -> line.path("action").asText().equals("token"))
        .filter(line -> line.path("outcome").asText().equals("allowed"))
        .toList();
  }

  private static AgentTool tool(Agent agent, String name) {
    return agent.all().stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow();
  }

  private static int found(Agent agent, String email) {
    var arguments = Json.object().put("search", email);
    return structured(agent.call(tool(agent, "get_employee_records"), arguments).structured())
        .at("/total")
        .asInt();
  }

  private static JsonNode structured(@Nullable JsonNode structured) {
    assertThat(structured).isNotNull();
    return Objects.requireNonNull(structured);
  }

  private static ObjectNode employee(String email) {
    return Json.object(
            "{'name':'Ada Agent','department':'Engineering','position':'Tester',"
                + "'location':'Berlin','hire_date':'2026-01-01'}")
        .put("email", email);
  }
}
