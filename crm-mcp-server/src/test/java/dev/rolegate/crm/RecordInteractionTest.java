package dev.rolegate.crm;

import static dev.rolegate.auth.TestCallers.ALICE;
import static dev.rolegate.auth.TestCallers.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.database.Databases;
import dev.rolegate.mcp.DomainFixture.Refusal;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RecordInteractionTest {
  private static final String RECORD = "record_interaction";
  private static final String GET = "get_interaction_history";
  private static final String VALID =
      "{'customer_id': 'CUST-001', 'interaction_type': 'call', 'summary': 'Asked for 40 more'}";
  private static final String TIME =
      " must lie between 2000-01-01T00:00:00Z and now, 2026-11-25T12:00:00Z; leave it out for now.";

  private static final List<Refusal> REFUSALS =
      List.of(
          Refusal.of(
              "an unknown customer",
              "{'customer_id': 'CUST-099'}",
              "customer_id 'CUST-099' does not exist; get_customer_profiles lists them."),
          Refusal.of(
              "an unknown opportunity",
              "{'opportunity_id': 'OPP-099'}",
              "opportunity_id 'OPP-099' does not exist; get_sales_opportunities lists them."),
          Refusal.of(
              "an opportunity by title",
              "{'opportunity_id': 'cold chain'}",
              "opportunity_id 'cold chain' does not exist; did you mean OPP-002 (Cold chain"
                  + " sensors)?"),
          Refusal.of(
              "an opportunity of another customer",
              "{'opportunity_id': 'OPP-003'}",
              "opportunity_id OPP-003 belongs to CUST-002, not to CUST-001; correct one, or leave"
                  + " opportunity_id out."),
          Refusal.of(
              "a moment in the future",
              "{'occurred_at': '2026-11-25T12:00:00.001Z'}",
              "occurred_at 2026-11-25T12:00:00.001Z" + TIME),
          Refusal.of(
              "the future by another offset",
              "{'occurred_at': '2026-11-25T12:30:00-01:00'}",
              "occurred_at 2026-11-25T13:30:00Z" + TIME),
          Refusal.of(
              "before anybody",
              "{'occurred_at': '1999-12-31T23:59:59Z'}",
              "occurred_at 1999-12-31T23:59:59Z" + TIME),
          Refusal.of(
              "a day instead of a time",
              "{'occurred_at': '2026-11-20'}",
              "occurred_at: must be a time such as 2026-03-01T09:30:00Z, from 1900 to 2200, but it"
                  + " is '2026-11-20'"),
          Refusal.of(
              "an unknown way",
              "{'interaction_type': 'phone'}",
              "interaction_type: must be one of: call, email, meeting, demo, message, other, but it"
                  + " is 'phone'"),
          Refusal.of(
              "nothing said",
              "{'summary': null}",
              "summary: is missing; it must be a text of 1 to 2000 characters"),
          Refusal.of(
              "every problem at once",
              "{'customer_id': 'CUST-099', 'opportunity_id': 'OPP-099', 'occurred_at':"
                  + " '2027-01-01T00:00:00Z'}",
              "customer_id 'CUST-099' does not exist; get_customer_profiles lists them.",
              "opportunity_id 'OPP-099' does not exist; get_sales_opportunities lists them.",
              "occurred_at 2027-01-01T00:00:00Z" + TIME));

  @ParameterizedTest
  @EnumSource
  void refusesWithASentenceForEveryProblemAndRecordsNothing(
      Databases engine, @TempDir Path folder) {
    try (var crm = CrmFixture.fresh(engine, folder)) {
      crm.refuses(ALICE, RECORD, VALID, REFUSALS);
      assertThat(crm.done(ALICE, GET, "{}").path("total").asInt()).isEqualTo(10);
      assertThat(crm.done(ALICE, RECORD, VALID).path("interaction_id").asText())
          .isEqualTo("INT-011");
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatIsRecordedIsFoundAsItWasAnswered(Databases engine, @TempDir Path folder) {
    var now = Clock.fixed(Instant.parse("2026-11-25T12:00:00.123456789Z"), ZoneOffset.UTC);
    try (var crm = CrmFixture.open(engine.fresh("crm", folder), now)) {
      var bare = crm.done(ALICE, RECORD, VALID);
      var full =
          crm.done(
              BOB,
              RECORD,
              "{'customer_id': 'CUST-006', 'opportunity_id': 'OPP-006', 'interaction_type': 'demo',"
                  + " 'summary': 'Two lines,\\nboth of them kept', 'next_step': 'Wait',"
                  + " 'occurred_at': '2026-11-25T13:00:00.123999+01:00'}");
      assertThat(bare.toString())
          .isEqualTo(
              """
              {"interaction_id":"INT-011","customer_id":"CUST-001",\
              "customer_name":"Ingrid Solberg","company":"Fjordline Shipping",\
              "interaction_type":"call","occurred_at":"2026-11-25T12:00:00.123Z",\
              "summary":"Asked for 40 more","created_at":"2026-11-25T12:00:00.123Z",\
              "created_by":"alice"}\
              """);
      assertThat(full.toString())
          .isEqualTo(
              """
              {"interaction_id":"INT-012","customer_id":"CUST-006",\
              "customer_name":"Rosa Delgado","company":"Costa Verde Hotels",\
              "opportunity_id":"OPP-006","interaction_type":"demo",\
              "occurred_at":"2026-11-25T12:00:00.123Z",\
              "summary":"Two lines,\\nboth of them kept","next_step":"Wait",\
              "created_at":"2026-11-25T12:00:00.123Z","created_by":"bob"}\
              """);
      assertThat(crm.done(ALICE, GET, "{'limit': 2}").path("interactions"))
          .containsExactly(full, bare);
      assertThat(crm.done(ALICE, GET, "{'search': 'LINES, both of'}").path("interactions"))
          .containsExactly(full);
    }
  }
}
