package dev.rolegate.hr;

import static dev.rolegate.auth.TestCallers.ALICE;
import static dev.rolegate.auth.TestCallers.BOB;
import static dev.rolegate.auth.TestCallers.CAROL;
import static dev.rolegate.mcp.DomainFixture.each;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.auth.TestCallers;
import dev.rolegate.database.Databases;
import dev.rolegate.mcp.DomainFixture.Refusal;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** LEAVE-004 (Grace's) and LEAVE-005 (Bob's) wait. */
class DecideLeaveRequestTest {
  private static final String DECIDE = "decide_leave_request";
  private static final String VALID =
      "{'leave_request_id': 'LEAVE-004', 'decision': 'reject', 'comment': 'Too many are away'}";
  private static final String NO_COMMENT =
      "comment is missing; a rejection tells the employee why.";

  private static final List<Refusal> REFUSALS =
      List.of(
          Refusal.of(
              "an unknown request",
              "{'leave_request_id': 'LEAVE-099'}",
              "leave_request_id 'LEAVE-099' does not exist; get_leave_requests lists them."),
          Refusal.of(
              "a request by number",
              "{'leave_request_id': 'leave 4'}",
              "leave_request_id 'leave 4' does not exist; did you mean LEAVE-004 (Grace Kim,"
                  + " 2027-03-01)?"),
          Refusal.of(
              "a request by name",
              "{'leave_request_id': 'grace'}",
              "leave_request_id 'grace' does not exist; did you mean LEAVE-004 (Grace Kim,"
                  + " 2027-03-01)?"),
          Refusal.of(
              "an approved one",
              "{'leave_request_id': 'LEAVE-002'}",
              "LEAVE-002 was already approved by alice at 2026-10-13T14:02:00Z; a decision is"
                  + " final."),
          Refusal.of(
              "a rejected one",
              "{'leave_request_id': 'LEAVE-003', 'decision': 'approve'}",
              "LEAVE-003 was already rejected by bob at 2026-11-03T09:05:00Z; a decision is final."),
          Refusal.of(
              "the same decision again",
              "{'leave_request_id': 'LEAVE-003'}",
              "LEAVE-003 was already rejected by bob at 2026-11-03T09:05:00Z; a decision is final."),
          Refusal.of(
              "one's own",
              "{'leave_request_id': 'LEAVE-005', 'decision': 'approve'}",
              "LEAVE-005 is your own request; somebody else has to decide it."),
          Refusal.of("a rejection without a comment", "{'comment': null}", NO_COMMENT),
          Refusal.of(
              "a comment of nothing",
              "{'comment': ' '}",
              "comment: must be a text of 1 to 500 characters, but it is ' ', which has 0 characters"
                  + " instead of 1 to 500"),
          Refusal.of(
              "the state as a decision",
              "{'decision': 'approved'}",
              "decision: must be one of: approve, reject, but it is 'approved'"),
          Refusal.of(
              "back to pending",
              "{'decision': 'pending'}",
              "decision: must be one of: approve, reject, but it is 'pending'"),
          Refusal.of(
              "everything at once",
              "{'leave_request_id': 'LEAVE-005', 'comment': null}",
              "LEAVE-005 is your own request; somebody else has to decide it.",
              NO_COMMENT));

  @ParameterizedTest
  @EnumSource
  void refusesWithASentenceForEveryProblemAndDecidesNothing(
      Databases engine, @TempDir Path folder) {
    try (var hr = HrFixture.fresh(engine, folder)) {
      hr.refuses(BOB, DECIDE, VALID, REFUSALS);
      var waiting = hr.done(BOB, "get_leave_requests", "{'status': 'pending'}");
      assertThat(each(waiting.path("leave_requests"), "leave_request_id"))
          .containsExactly("LEAVE-005", "LEAVE-004");
    }
  }

  @ParameterizedTest
  @EnumSource
  void aDecisionIsRecordedAndFinal(Databases engine, @TempDir Path folder) {
    try (var hr = HrFixture.fresh(engine, folder)) {
      var rejected = hr.done(BOB, DECIDE, VALID);
      assertThat(rejected.toString())
          .isEqualTo(
              """
              {"leave_request_id":"LEAVE-004","employee_id":"EMP-007",\
              "employee_name":"Grace Kim","department":"Finance","leave_type":"parental",\
              "start_date":"2027-03-01","end_date":"2027-05-28","days":89,"working_days":65,\
              "reason":"Second child","status":"rejected",\
              "created_at":"2026-11-16T11:25:00.000Z","created_by":"carol",\
              "decided_at":"2026-11-25T12:00:00.000Z","decided_by":"bob",\
              "decision_comment":"Too many are away"}\
              """);
      var found = hr.done(BOB, "get_leave_requests", "{'leave_request_id': 'LEAVE-004'}");
      assertThat(found.path("leave_requests")).containsExactly(rejected);
      assertThat(
              hr.problems(
                  ALICE, DECIDE, "{'leave_request_id': 'LEAVE-004', 'decision': 'approve'}"))
          .containsExactly(
              "LEAVE-004 was already rejected by bob at 2026-11-25T12:00:00Z; a decision is final.");
    }
  }

  @ParameterizedTest
  @EnumSource
  void anApprovalNeedsNoCommentAndAnotherManagerMayGiveIt(Databases engine, @TempDir Path folder) {
    var withoutId = TestCallers.of("dora", "Manager", null);
    try (var hr = HrFixture.fresh(engine, folder)) {
      for (var decider : List.of(ALICE, withoutId)) {
        var id = decider == ALICE ? "LEAVE-005" : "LEAVE-004";
        var approved =
            hr.done(
                decider, DECIDE, "{'leave_request_id': '%s', 'decision': 'approve'}".formatted(id));
        assertThat(approved.path("status").asText()).isEqualTo("approved");
        assertThat(approved.path("decided_by").asText()).isEqualTo(decider.subject());
        assertThat(approved.has("decision_comment")).isFalse();
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void rejectedDaysAreFreeAgain(Databases engine, @TempDir Path folder) {
    var again =
        "{'employee_id': 'EMP-007', 'leave_type': 'annual', 'start_date': '2027-03-01', 'end_date':"
            + " '2027-03-05'}";
    try (var hr = HrFixture.fresh(engine, folder)) {
      assertThat(hr.problems(CAROL, "create_leave_request", again))
          .containsExactly(
              "It overlaps LEAVE-004 (parental, 2027-03-01 to 2027-05-28, pending); choose other"
                  + " days.");
      hr.done(BOB, DECIDE, VALID);
      hr.done(CAROL, "create_leave_request", again);
    }
  }
}
