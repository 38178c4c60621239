package dev.rolegate.mcp;

import static dev.rolegate.mcp.SightSample.AIDE;
import static dev.rolegate.mcp.SightSample.BOSS;
import static dev.rolegate.mcp.SightSample.CLERK;
import static dev.rolegate.mcp.SightSample.POLICY;
import static dev.rolegate.mcp.SightSample.TOOLS;
import static dev.rolegate.mcp.SightSample.members;
import static dev.rolegate.mcp.SightSample.policy;
import static dev.rolegate.mcp.SightSample.server;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rolegate.auth.TestCallers;
import dev.rolegate.auth.ToolShape;
import dev.rolegate.auth.config.StartRefused;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a role may ask by and give, and what becomes of it when the policy changes. */
class AskedArgumentsTest {
  private final PolicyHarness server = server(POLICY);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Aide  | {'pay_from': 1}               | pay_from is not for your role",
        "Aide  | {'pay_from': null}            | pay_from is not for your role",
        "Aide  | {'pay_from': 'x', 'name': 1}  | pay_from is not for your role",
        "Aide  | {'order': 'pay'}              | order pay is not for your role",
        "Aide  | {'orders': ['name', 'pay']}   | orders pay is not for your role",
        "Clerk | {'order': 'user_id'}          | order user_id is not for your role",
        "Temp  | {'order': 'user_id'}          | order user_id is not for your role",
        "Clerk | {'order': 'USER_ID'}          | order: must be one of: name,"
      })
  void nobodyAsksByWhatItDoesNotSee(String role, String arguments, String refusal) {
    assertThat(server.call(TestCallers.of("x", role, "3"), "find", arguments).refused())
        .startsWith(refusal)
        .doesNotContain("\n");
  }

  @Test
  void whatMayNotBeAskedByIsNotInTheSchemaAndTheRefusalSaysWhoMay() {
    var aide = server.listed(AIDE, "find").at("/inputSchema/properties");
    assertThat(members(aide)).containsExactly("name", "orders", "order");
    assertThat(aide.at("/order/enum").toString()).isEqualTo("[\"name\",\"user_id\"]");
    assertThat(aide.at("/orders/items/enum").toString()).isEqualTo("[\"name\",\"user_id\"]");
    assertThat(server.call(AIDE, "find", "{'pay_from': 1}").refused())
        .isEqualTo(
            "pay_from is not for your role, for it asks by person.pay; leave it out; to ask by a"
                + " field one must see it in full, by servers.sample.records.person; may: Boss");
  }

  @ParameterizedTest
  @CsvSource({"Boss,pay", "Aide,name", "Clerk,name"})
  void theOrderThatNobodyAskedForTellsNothingEither(String role, String order) {
    assertThat(
            server
                .call(TestCallers.of("x", role, "3"), "find", "{}")
                .result()
                .path("order")
                .asText())
        .isEqualTo(order);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'user_id': '4', 'times': 1}",
        "{'user_id': 'gone', 'times': 1}",
        "{'times': 1}",
        "{'user_id': null, 'times': 1}"
      })
  void selfIsTheCallersOwnAndTellsNotWhetherTheOtherExists(String arguments) {
    assertThat(server.call(CLERK, "greet", arguments).refused())
        .isEqualTo(
            "user_id must be the caller's own for your role, by"
                + " servers.sample.tools.greet.arguments.user_id.Clerk; not bound by it: Boss,"
                + " Aide, Temp");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Clerk | 3 | {'user_id': '3', 'times': 3}    | true",
        "Clerk | 3 | {'user_id': ' 3 ', 'times': 3.0} | true",
        "Clerk | 3 | {'user_id': '3', 'times': 4}    | false",
        "Clerk | 3 | {'user_id': '3'}                | false",
        "Clerk |   | {'user_id': '3', 'times': 3}    | false",
        "Aide  | 2 | {'order': 'name'}               | true",
        "Aide  | 2 | {'order': 'user_id'}            | false",
        "Aide  | 2 | {}                              | false",
        "Boss  | 1 | {'user_id': '4', 'times': 100}  | true"
      })
  void argumentsKeepToTheRulesOfTheRole(
      String role, @Nullable String id, String arguments, boolean done) {
    assertThat(server.call(TestCallers.of("x", role, id), "greet", arguments).done())
        .isEqualTo(done);
  }

  @Test
  void whoeverActsForAnotherSeesAndAsksOnlyWhatBothMay() {
    var acting = TestCallers.behind(CLERK, "agent", "Aide");
    var seen = server.call(acting, "find", "{}").result();
    assertThat(members(seen.at("/people/0"))).containsExactly("name");
    assertThat(members(seen.at("/people/1"))).containsExactly("name", "user_id", "phone");
    assertThat(seen.at("/people/1/phone").asText()).isEqualTo("•••67");
    assertThat(server.call(acting, "greet", "{'user_id': '3', 'times': 2}").done()).isFalse();
    assertThat(server.call(acting, "greet", "{'user_id': '3', 'times': 2, 'order': 'name'}").done())
        .isTrue();
    assertThat(server.call(TestCallers.behind(BOSS, "agent", null), "find", "{}").refused())
        .startsWith("refused for the actor");
    assertThat(server.list(TestCallers.behind(BOSS, "agent", null)).path("tools")).isEmpty();
  }

  @Test
  void anotherPolicyCountsFromTheNextCallOnAndOneThatDoesNotFitNever() {
    var inForce = new AtomicReference<>(policy(POLICY));
    var changing = new PolicyHarness(null, "sample", inForce::get, TOOLS);
    assertThat(changing.call(AIDE, "find", "{}").text()).doesNotContain("4711");
    var looser = policy(POLICY.replace("pay: {full: [Boss]", "pay: {full: [Boss, Aide]"));
    assertThat(changing.problems(looser)).isEmpty();
    assertThat(changing.call(AIDE, "find", "{}").text()).doesNotContain("4711");
    inForce.set(looser);
    assertThat(changing.call(AIDE, "find", "{}").text()).contains("4711");
    assertThat(changing.call(AIDE, "find", "{'pay_from': 1}").done()).isTrue();
    assertThat(changing.problems(policy(POLICY.replace("owner: user_id", "owner: name"))))
        .containsExactly(
            "servers.sample.records.person: owner name does not tell whose a record is; possible:"
                + " user_id");
  }

  @Test
  void aPolicyWithoutALineForAKindOfRecordStopsTheStart() {
    assertThatThrownBy(() -> server(POLICY.replace("superior: full", "").replace("sum: full", "")))
        .isInstanceOfSatisfying(
            StartRefused.class,
            refused ->
                assertThat(refused.problems())
                    .anyMatch(problem -> problem.contains("does not list superior"))
                    .anyMatch(problem -> problem.contains("does not list sum")));
  }

  @Test
  void theShapesNameWhatAPolicyMaySpeakOf() {
    var shapes =
        server.shapes().stream().collect(Collectors.toMap(ToolShape::name, Function.identity()));
    assertThat(shapes).containsOnlyKeys("find", "sum", "greet");
    assertThat(shapes.get("greet"))
        .isEqualTo(
            new ToolShape(
                "greet",
                false,
                Map.of(
                    "user_id",
                    new ToolShape.Argument(false, Set.of(), true),
                    "times",
                    new ToolShape.Argument(true, Set.of(), false),
                    "order",
                    new ToolShape.Argument(false, Set.of("pay", "name", "user_id"), false)),
                Map.of("sum", new ToolShape.Fields(Set.of("many"), Set.of()))));
    assertThat(shapes.get("find"))
        .extracting(ToolShape::records, InstanceOfAssertFactories.map(String.class, Object.class))
        .containsOnlyKeys("page", "team", "person", "superior")
        .containsEntry(
            "person",
            new ToolShape.Fields(
                Set.of("name", "user_id", "pay", "phone", "boss"),
                Set.of("name", "user_id", "phone")));
  }
}
