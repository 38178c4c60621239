package dev.rolegate.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rolegate.auth.AccessPolicy;
import dev.rolegate.auth.Caller;
import dev.rolegate.auth.CurrentPolicy;
import dev.rolegate.auth.TestCallers;
import dev.rolegate.auth.ToolShape;
import dev.rolegate.auth.config.StartRefused;
import dev.rolegate.mcp.schema.AggregateOf;
import dev.rolegate.mcp.schema.Describe;
import dev.rolegate.mcp.schema.Filters;
import dev.rolegate.mcp.schema.OwnerId;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
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

/** What a role sees of results and may ask by, over records of every nesting. */
class SightTest {
  private static final String POLICY =
      """
      version: 1
      roles: [Boss, Aide, Clerk, Temp]
      servers:
        sample:
          admit: [Boss, Aide, Clerk, Temp]
          records:
            page: full
            team: full
            superior: full
            sum: full
            summary: full
            person:
              owner: user_id
              rows: {Temp: self}
              fields:
                name: full
                user_id: {full: [Boss, Aide], own: [Clerk, Temp]}
                pay: {full: [Boss], own: [Clerk, Temp]}
                phone: {full: [Boss], masked: [Aide], own: [Clerk]}
                boss: {full: [Boss, Aide]}
          tools:
            find: {allow: [Boss, Aide, Clerk, Temp]}
            sum: {allow: [Boss, Aide]}
            greet:
              allow: [Boss, Aide, Clerk, Temp]
              arguments:
                user_id: {Clerk: self}
                times: {Clerk: {min: 1, max: 3}}
                order: {Aide: [name]}
      """;

  private static final Caller BOSS = TestCallers.of("boss", "Boss", "1");
  private static final Caller AIDE = TestCallers.of("aide", "Aide", "2");
  private static final Caller CLERK = TestCallers.of("clerk", "Clerk", "3");
  private static final Caller TEMP = TestCallers.of("temp", "Temp", "3");

  enum Order {
    @Filters("person.pay")
    PAY,
    NAME,
    @Filters("person.user_id")
    USER_ID
  }

  record Person(
      @Describe("Name") String name,
      @Describe("Id") @OwnerId @Nullable String userId,
      @Describe("Pay") BigDecimal pay,
      @Describe("Phone") @Nullable String phone,
      @Describe("Boss") @Nullable Superior boss) {}

  record Superior(@Describe("Name") String name) {}

  record Team(@Describe("Head") Person head, @Describe("By name") Map<String, Person> others) {}

  record Page(
      @Describe("People") List<Person> people,
      @Describe("Teams") List<Team> teams,
      @Describe("Order") Order order) {}

  record Summary(
      @Describe("Mean") @AggregateOf(field = "person.pay", count = "many") BigDecimal mean,
      @Describe("How many") int many,
      @Describe("Sum of those asked for") @AggregateOf(field = "person.pay") BigDecimal sum) {}

  record Find(
      @Describe("Pay") @Filters("person.pay") @Nullable BigDecimal payFrom,
      @Describe("Name") @Filters("person.name") @Nullable String name,
      @Describe("Orders") @Nullable List<Order> orders,
      @Describe("Order") @Nullable Order order) {}

  record Sum(@Describe("How many") int many) {}

  record Greet(
      @Describe("Whom") @Nullable String userId,
      @Describe("How often") @Nullable Integer times,
      @Describe("Order") @Nullable Order order) {}

  private static Person person(String name, @Nullable String userId) {
    return new Person(
        name, userId, new BigDecimal("4711.00"), "+44 555 12345 67", new Superior("Zoe"));
  }

  private static final Page PAGE =
      new Page(
          List.of(person("Ann", "2"), person("Bea", "3"), person("Cid", null)),
          List.of(
              new Team(person("Dan", "9"), Map.of("Eve", person("Eve", "3"))),
              new Team(person("Fay", "3"), Map.of("Gus", person("Gus", "8")))),
          Order.NAME);

  private static final List<Tool<?, ?>> TOOLS =
      List.of(
          Tool.reading(
              "find",
              "Find",
              "Finds.",
              Find.class,
              Page.class,
              (asked, call) -> {
                var order = call.order(asked.order(), List.of(Order.values()));
                return Outcome.done(
                    new Page(PAGE.people(), PAGE.teams(), order == null ? Order.NAME : order));
              }),
          Tool.reading(
              "sum",
              "Sum",
              "Sums.",
              Sum.class,
              Summary.class,
              (asked, _) ->
                  Outcome.done(
                      new Summary(new BigDecimal("5.00"), asked.many(), new BigDecimal("6.00")))),
          Tool.reading(
                  "greet",
                  "Greet",
                  "Greets.",
                  Greet.class,
                  Sum.class,
                  (_, _) -> Outcome.done(new Sum(1)))
              .owning("user_id", value -> value.equals("gone") ? null : value));

  private static PolicyHarness server(String policy) {
    return new PolicyHarness(null, "sample", CurrentPolicy.always(policy(policy)), TOOLS);
  }

  private static AccessPolicy policy(String yaml) {
    return AccessPolicy.parse("p", yaml);
  }

  private final PolicyHarness server = server(POLICY);

  private static List<String> members(JsonNode object) {
    var names = new ArrayList<String>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  @Test
  void everythingIsSeenByWhoMaySeeEverything() {
    var seen = server.call(BOSS, "find", "{}").result();
    assertThat(seen.path("people")).hasSize(3);
    for (var each : seen.path("people")) {
      assertThat(members(each)).contains("name", "pay", "phone", "boss");
    }
    assertThat(server.listed(BOSS, "find").path("inputSchema").path("properties")).hasSize(4);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Aide  | name,user_id,phone,boss | name,user_id,phone,boss",
        "Clerk | name                    | name,user_id,pay,phone"
      })
  void fieldsAreLeftOutUnlessTheRecordIsOnesOwn(String role, String ofOthers, String ofOwn) {
    var caller = TestCallers.of("x", role, "3");
    var seen = server.call(caller, "find", "{}").result();
    assertThat(members(seen.at("/people/0"))).containsExactly(ofOthers.split(","));
    assertThat(members(seen.at("/people/1"))).containsExactly(ofOwn.split(","));
    assertThat(members(seen.at("/teams/0/head"))).containsExactly(ofOthers.split(","));
    assertThat(members(seen.at("/teams/0/others/Eve"))).containsExactly(ofOwn.split(","));
    assertThat(members(seen.at("/teams/1/head"))).containsExactly(ofOwn.split(","));
    assertThat(members(seen.at("/teams/1/others/Gus"))).containsExactly(ofOthers.split(","));
  }

  @Test
  void whoHasNoIdOwnsNotEvenTheRecordWithoutOne() {
    var seen = server.call(TestCallers.of("x", "Clerk", null), "find", "{}");
    assertThat(seen.text()).doesNotContain("4711", "user_id", "555");
    assertThat(seen.result().path("people")).hasSize(3);
  }

  @Test
  void rowsOfOthersAreDroppedWhereverTheyStand() {
    var seen = server.call(TEMP, "find", "{}").result();
    assertThat(seen.path("people")).hasSize(1);
    assertThat(seen.at("/people/0/name").asText()).isEqualTo("Bea");
    assertThat(seen.at("/teams/0").has("head")).isFalse();
    assertThat(members(seen.at("/teams/0/others"))).containsExactly("Eve");
    assertThat(seen.at("/teams/1/head/name").asText()).isEqualTo("Fay");
    assertThat(seen.at("/teams/1/others")).isEmpty();
    assertThat(server.call(TestCallers.of("x", "Temp", null), "find", "{}").result().path("people"))
        .isEmpty();
  }

  @Test
  void theSchemaOfARoleNamesNothingThatItNeverSees() {
    var aide = server.listed(AIDE, "find").at("/outputSchema/properties/people/items");
    assertThat(members(aide.path("properties")))
        .containsExactly("name", "user_id", "phone", "boss");
    assertThat(server.listed(AIDE, "find").at("/outputSchema/properties/teams").toString())
        .doesNotContain("pay", "Pay");
    assertThat(server.listed(AIDE, "find").path("inputSchema").toString())
        .doesNotContain("pay", "Pay");
    var clerk = server.listed(CLERK, "find").at("/outputSchema/properties/people/items");
    assertThat(members(clerk.path("properties"))).doesNotContain("boss").contains("pay");
    assertThat(clerk.path("required").toString()).isEqualTo("[\"name\"]");
    var temp = server.listed(TEMP, "find").at("/outputSchema/properties");
    assertThat(members(temp.at("/people/items/properties")))
        .containsExactly("name", "user_id", "pay");
    assertThat(temp.at("/teams/items/required").toString()).isEqualTo("[\"others\"]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''              | •••",
        "1234567         | •••",
        "12345678        | •••78",
        "+44 555 12345 67 | •••67",
        "1234567\uD83D\uDE00 | •••7\uD83D\uDE00"
      })
  void aMaskShowsTwoCharactersAtMostAndNoLength(String phone, String seen) {
    var one = new Person("A", "2", BigDecimal.ONE, phone, null);
    Tool<?, ?> tool =
        Tool.reading(
            "find",
            "Find",
            "Finds.",
            Find.class,
            Page.class,
            (_, _) -> Outcome.done(new Page(List.of(one), List.of(), Order.NAME)));
    var tools = new ArrayList<>(TOOLS);
    tools.set(0, tool);
    var masking = new PolicyHarness(null, "sample", CurrentPolicy.always(policy(POLICY)), tools);
    assertThat(masking.call(AIDE, "find", "{}").result().at("/people/0/phone").asText())
        .isEqualTo(seen);
  }

  @ParameterizedTest
  @CsvSource({"Boss,1,mean;many;sum", "Aide,4,many", "Aide,5,mean;many", "Aide,0,many"})
  void aggregatesOfWhatIsNotSeenAreOfFiveAtLeastAndNeverOfChosenRecords(
      String role, int many, String seen) {
    var answer =
        server.call(TestCallers.of("x", role, "2"), "sum", "{'many': " + many + "}").result();
    assertThat(members(answer)).containsExactly(seen.split(";"));
  }

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
