package dev.rolegate.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rolegate.auth.AccessPolicy;
import dev.rolegate.auth.Caller;
import dev.rolegate.auth.CurrentPolicy;
import dev.rolegate.auth.TestCallers;
import dev.rolegate.mcp.schema.AggregateOf;
import dev.rolegate.mcp.schema.Describe;
import dev.rolegate.mcp.schema.Filters;
import dev.rolegate.mcp.schema.OwnerId;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tools over records of every nesting, and a policy that keeps something from every role but one.
 */
final class SightSample {
  static final String POLICY =
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

  static final Caller BOSS = TestCallers.of("boss", "Boss", "1");
  static final Caller AIDE = TestCallers.of("aide", "Aide", "2");
  static final Caller CLERK = TestCallers.of("clerk", "Clerk", "3");
  static final Caller TEMP = TestCallers.of("temp", "Temp", "3");

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

  static Person person(String name, @Nullable String userId) {
    return new Person(
        name, userId, new BigDecimal("4711.00"), "+44 555 12345 67", new Superior("Zoe"));
  }

  static final Page PAGE =
      new Page(
          List.of(person("Ann", "2"), person("Bea", "3"), person("Cid", null)),
          List.of(
              new Team(person("Dan", "9"), Map.of("Eve", person("Eve", "3"))),
              new Team(person("Fay", "3"), Map.of("Gus", person("Gus", "8")))),
          Order.NAME);

  static final List<Tool<?, ?>> TOOLS =
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

  static PolicyHarness server(String policy) {
    return new PolicyHarness(null, "sample", CurrentPolicy.always(policy(policy)), TOOLS);
  }

  static AccessPolicy policy(String yaml) {
    return AccessPolicy.parse("p", yaml);
  }

  private SightSample() {}

  static List<String> members(JsonNode object) {
    var names = new ArrayList<String>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }
}
