package dev.rolegate.crm;

import static dev.rolegate.auth.TestCallers.ALICE;
import static dev.rolegate.auth.TestCallers.BOB;
import static dev.rolegate.mcp.DomainFixture.changed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.database.Databases;
import dev.rolegate.mcp.DomainFixture.Refusal;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AddCustomerProfileTest {
  private static final String ADD = "add_customer_profile";
  private static final String VALID =
      "{'name': 'Nora Vance', 'email': 'nora@vance.example', 'company': 'Vance Orchards'}";
  private static final String TAKEN =
      "email marcus.webb@brightwell.example already belongs to CUST-002 (Marcus Webb, Brightwell"
          + " Clinics); give another one, or use that record.";
  private static final String EMAIL =
      "email: must be an e-mail address such as ada@example.com, but it is ";

  private static final List<Refusal> REFUSALS =
      List.of(
          Refusal.of("e-mail of another", "{'email': 'marcus.webb@brightwell.example'}", TAKEN),
          Refusal.of("in another case", "{'email': 'Marcus.WEBB@Brightwell.Example'}", TAKEN),
          Refusal.of("with white space", "{'email': ' marcus.webb@brightwell.example '}", TAKEN),
          Refusal.of("no e-mail address", "{'email': 'nora'}", EMAIL + "'nora'"),
          Refusal.of("no host", "{'email': 'nora@localhost'}", EMAIL + "'nora@localhost'"),
          Refusal.of(
              "letters in a number",
              "{'phone': '0800-FLOWERS'}",
              "phone: must be a telephone number such as +44 20 7946 0101, but it is"
                  + " '0800-FLOWERS'"),
          Refusal.of(
              "a state that nobody begins with",
              "{'status': 'churned'}",
              "status: must be one of: lead, prospect, active, but it is 'churned'"),
          Refusal.of(
              "an unknown industry",
              "{'industry': 'farming'}",
              "industry: must be one of: agriculture, construction, education, energy, finance,"
                  + " healthcare, hospitality, logistics, manufacturing, public_sector, retail,"
                  + " technology, other, but it is 'farming'"),
          Refusal.of(
              "an id of one's own choice",
              "{'customer_id': 'CUST-777'}",
              "customer_id: is not known; leave it out, or use one of: name, email, company, phone,"
                  + " position, industry, location, status"),
          Refusal.of(
              "every problem at once",
              "{'name': null, 'email': 'nora', 'company': ' '}",
              "name: is missing; it must be a text of 1 to 100 characters",
              EMAIL + "'nora'",
              "company: must be a text of 1 to 120 characters, but it is ' ', which has 0"
                  + " characters instead of 1 to 120"));

  @ParameterizedTest
  @EnumSource
  void refusesWithASentenceForEveryProblemAndAddsNothing(Databases engine, @TempDir Path folder) {
    try (var crm = CrmFixture.fresh(engine, folder)) {
      crm.refuses(ALICE, ADD, VALID, REFUSALS);
      assertThat(crm.done(ALICE, "get_customer_profiles", "{}").path("total").asInt()).isEqualTo(7);
      assertThat(crm.done(ALICE, ADD, VALID).path("customer_id").asText()).isEqualTo("CUST-008");
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatIsAddedIsFoundAsItWasAnswered(Databases engine, @TempDir Path folder) {
    var full =
        changed(
            VALID,
            "{'email': 'Zoe.Vance@Vance.Example', 'phone': '+47 22 85 50 20', 'position': 'Owner',"
                + " 'industry': 'agriculture', 'location': ' OSLO ', 'status': 'prospect'}");
    try (var crm = CrmFixture.fresh(engine, folder)) {
      var bare = crm.done(ALICE, ADD, VALID);
      var added = crm.done(BOB, ADD, full);
      assertThat(bare.toString())
          .isEqualTo(
              """
              {"customer_id":"CUST-008","name":"Nora Vance","email":"nora@vance.example",\
              "company":"Vance Orchards","industry":"other","status":"lead",\
              "status_changed_at":"2026-11-25T12:00:00.000Z","status_changed_by":"alice",\
              "open_opportunities":0,"open_value":0.00,\
              "created_at":"2026-11-25T12:00:00.000Z","created_by":"alice"}\
              """);
      assertThat(added.toString())
          .isEqualTo(
              """
              {"customer_id":"CUST-009","name":"Nora Vance","email":"zoe.vance@vance.example",\
              "phone":"+47 22 85 50 20","company":"Vance Orchards","position":"Owner",\
              "industry":"agriculture","location":"Oslo","status":"prospect",\
              "status_changed_at":"2026-11-25T12:00:00.000Z","status_changed_by":"bob",\
              "open_opportunities":0,"open_value":0.00,\
              "created_at":"2026-11-25T12:00:00.000Z","created_by":"bob"}\
              """);
      var found = crm.done(ALICE, "get_customer_profiles", "{'search': 'VANCE orchards'}");
      assertThat(found.path("customers")).containsExactly(bare, added);
    }
  }

  /** The rule is checked and the row written without another write between. */
  @ParameterizedTest
  @EnumSource
  void ofManyAtOnceWithOneAddressOneIsAdded(Databases engine, @TempDir Path folder)
      throws Exception {
    try (var crm = CrmFixture.fresh(engine, folder);
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<List<String>> add = () -> crm.problems(ALICE, ADD, VALID);
      var answers = threads.invokeAll(Stream.generate(() -> add).limit(8).toList());
      var added = 0;
      for (var answer : answers) {
        var problems = answer.get();
        if (problems.isEmpty()) {
          added++;
        } else {
          assertThat(problems)
              .containsExactly(
                  "email nora@vance.example already belongs to CUST-008 (Nora Vance, Vance"
                      + " Orchards); give another one, or use that record.");
        }
      }
      assertThat(added).isEqualTo(1);
    }
  }
}
