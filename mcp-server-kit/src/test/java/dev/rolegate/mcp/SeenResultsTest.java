package dev.rolegate.mcp;

import static dev.rolegate.mcp.SightSample.AIDE;
import static dev.rolegate.mcp.SightSample.BOSS;
import static dev.rolegate.mcp.SightSample.CLERK;
import static dev.rolegate.mcp.SightSample.POLICY;
import static dev.rolegate.mcp.SightSample.TEMP;
import static dev.rolegate.mcp.SightSample.TOOLS;
import static dev.rolegate.mcp.SightSample.members;
import static dev.rolegate.mcp.SightSample.policy;
import static dev.rolegate.mcp.SightSample.server;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.auth.CurrentPolicy;
import dev.rolegate.auth.TestCallers;
import dev.rolegate.mcp.SightSample.Find;
import dev.rolegate.mcp.SightSample.Order;
import dev.rolegate.mcp.SightSample.Page;
import dev.rolegate.mcp.SightSample.Person;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a role sees of results. */
class SeenResultsTest {
  private final PolicyHarness server = server(POLICY);

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
}
