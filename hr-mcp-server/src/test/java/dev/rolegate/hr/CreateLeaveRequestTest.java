package dev.rolegate.hr;

import static dev.rolegate.auth.TestCallers.ALICE;
import static dev.rolegate.auth.TestCallers.CAROL;
import static dev.rolegate.mcp.DomainFixture.changed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.database.Databases;
import dev.rolegate.mcp.DomainFixture.Refusal;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Today is 2026-11-25, a Wednesday. */
class CreateLeaveRequestTest {
  private static final String CREATE = "create_leave_request";
  private static final String VALID =
      "{'employee_id': 'EMP-005', 'leave_type': 'annual', 'start_date': '2026-12-07', 'end_date':"
          + " '2026-12-11'}";
  private static final String CHRISTMAS =
      "It overlaps LEAVE-002 (annual, 2026-12-21 to 2027-01-01, approved); choose other days.";

  private static final List<Refusal> REFUSALS =
      List.of(
          Refusal.of(
              "an unknown employee",
              "{'employee_id': 'EMP-099'}",
              "employee_id 'EMP-099' does not exist; get_employee_records lists them."),
          Refusal.of(
              "an employee by number",
              "{'employee_id': '5'}",
              "employee_id '5' does not exist; did you mean EMP-005 (Emma Lindqvist)?"),
          Refusal.of(
              "an employee by name",
              "{'employee_id': 'daniel'}",
              "employee_id 'daniel' does not exist; did you mean EMP-004 (Daniel Okafor)?"),
          Refusal.of(
              "the last day before the first",
              "{'end_date': '2026-12-06'}",
              "end_date 2026-12-06 is before start_date 2026-12-07; swap them or correct one."),
          Refusal.of(
              "the days of another request",
              "{'start_date': '2026-12-21', 'end_date': '2027-01-01'}",
              CHRISTMAS),
          Refusal.of(
              "the last day touches its first",
              "{'start_date': '2026-12-17', 'end_date': '2026-12-21'}",
              CHRISTMAS),
          Refusal.of(
              "the first day touches its last",
              "{'start_date': '2027-01-01', 'end_date': '2027-01-05'}",
              CHRISTMAS),
          Refusal.of(
              "a day within it",
              "{'start_date': '2026-12-24', 'end_date': '2026-12-24'}",
              CHRISTMAS),
          Refusal.of(
              "days around it",
              "{'start_date': '2026-12-14', 'end_date': '2027-01-15'}",
              CHRISTMAS),
          Refusal.of(
              "another kind of leave",
              "{'leave_type': 'unpaid', 'start_date': '2026-12-24', 'end_date': '2026-12-24'}",
              CHRISTMAS),
          Refusal.of(
              "the days of one that still waits",
              "{'employee_id': 'EMP-002', 'start_date': '2027-02-19', 'end_date': '2027-02-19'}",
              "It overlaps LEAVE-005 (annual, 2027-02-15 to 2027-02-19, pending); choose other"
                  + " days."),
          Refusal.of(
              "yesterday",
              "{'start_date': '2026-11-24'}",
              "start_date 2026-11-24 is in the past; annual leave may start on 2026-11-25 at the"
                  + " earliest."),
          Refusal.of(
              "yesterday for a bereavement",
              "{'leave_type': 'bereavement', 'start_date': '2026-11-24', 'end_date': '2026-11-25'}",
              "start_date 2026-11-24 is in the past; bereavement leave may start on 2026-11-25 at"
                  + " the earliest."),
          Refusal.of(
              "sick longer ago than 30 days",
              "{'leave_type': 'sick', 'start_date': '2026-10-25', 'end_date': '2026-10-27'}",
              "start_date 2026-10-25 is in the past; sick leave may start on 2026-10-26 at the"
                  + " earliest."),
          Refusal.of(
              "more than two years ahead",
              "{'start_date': '2028-11-26', 'end_date': '2028-11-26'}",
              "start_date 2028-11-26 is too far ahead; leave may start on 2028-11-25 at the"
                  + " latest."),
          Refusal.of(
              "91 days",
              "{'start_date': '2027-02-01', 'end_date': '2027-05-02'}",
              "end_date 2027-05-02 makes it longer than the 90 days that annual leave may have; end"
                  + " it on 2027-05-01 or earlier."),
          Refusal.of(
              "366 days for a child",
              "{'leave_type': 'parental', 'start_date': '2027-02-01', 'end_date': '2028-02-01'}",
              "end_date 2028-02-01 makes it longer than the 365 days that parental leave may have;"
                  + " end it on 2028-01-31 or earlier."),
          Refusal.of(
              "before the first day of work",
              "{'employee_id': 'EMP-009', 'end_date': '2026-12-20'}",
              "start_date 2026-12-07 is before the hire date of Ada Lovelace, 2026-12-14."),
          Refusal.of(
              "an unknown kind",
              "{'leave_type': 'Sabbatical'}",
              "leave_type: must be one of: annual, sick, parental, bereavement, unpaid, but it is"
                  + " 'Sabbatical'"),
          Refusal.of(
              "a day that is not in the calendar",
              "{'start_date': '2027-02-29'}",
              "start_date: must be a date such as 2026-03-01, from 1900 to 2200, but it is"
                  + " '2027-02-29', which is not in the calendar"),
          Refusal.of(
              "its state decided beforehand",
              "{'status': 'approved'}",
              "status: is not known; leave it out, or use one of: employee_id, leave_type,"
                  + " start_date, end_date, reason"),
          Refusal.of(
              "everything at once",
              "{'start_date': '2026-11-20', 'end_date': '2027-03-31'}",
              "start_date 2026-11-20 is in the past; annual leave may start on 2026-11-25 at the"
                  + " earliest.",
              "end_date 2027-03-31 makes it longer than the 90 days that annual leave may have; end"
                  + " it on 2027-02-17 or earlier.",
              CHRISTMAS));

  @ParameterizedTest
  @EnumSource
  void refusesWithASentenceForEveryProblemAndFilesNothing(Databases engine, @TempDir Path folder) {
    try (var hr = HrFixture.fresh(engine, folder)) {
      hr.done(
          ALICE,
          "add_employee_record",
          "{'name': 'Ada Lovelace', 'email': 'ada@example.com', 'department': 'Engineering',"
              + " 'position': 'Engineer', 'location': 'Berlin', 'hire_date': '2026-12-14'}");
      hr.refuses(CAROL, CREATE, VALID, REFUSALS);
      assertThat(hr.done(CAROL, "get_leave_requests", "{}").path("total").asInt()).isEqualTo(5);
    }
  }

  /** Leave that is just within its bounds, and its days. */
  private record Within(String name, String change, int days, int workingDays) {}

  private static final List<Within> WITHIN =
      List.of(
          new Within("a week", "{}", 5, 5),
          new Within("today", "{'start_date': '2026-11-25', 'end_date': '2026-11-25'}", 1, 1),
          new Within(
              "ends a day before another",
              "{'start_date': '2026-12-18', 'end_date': '2026-12-20'}",
              3,
              1),
          new Within(
              "starts a day after another",
              "{'start_date': '2027-01-02', 'end_date': '2027-01-03'}",
              2,
              0),
          new Within(
              "the days of a rejected one",
              "{'employee_id': 'EMP-006', 'start_date': '2026-12-28', 'end_date': '2026-12-31'}",
              4,
              4),
          new Within(
              "the days of somebody else",
              "{'employee_id': 'EMP-004', 'start_date': '2026-12-21', 'end_date': '2027-01-01'}",
              12,
              10),
          new Within(
              "sick 30 days ago",
              "{'leave_type': 'sick', 'start_date': '2026-10-26', 'end_date': '2026-10-26'}",
              1,
              1),
          new Within("90 days", "{'start_date': '2027-02-01', 'end_date': '2027-05-01'}", 90, 65),
          new Within(
              "365 days for a child",
              "{'employee_id': 'EMP-008', 'leave_type': 'parental', 'start_date': '2027-02-01',"
                  + " 'end_date': '2028-01-31'}",
              365,
              261),
          new Within(
              "two years ahead", "{'start_date': '2028-11-25', 'end_date': '2028-11-26'}", 2, 0));

  @ParameterizedTest
  @EnumSource
  void theBoundsThemselvesAreWithinAndDaysAreCounted(Databases engine, @TempDir Path folder) {
    var softly = new SoftAssertions();
    try (var hr = HrFixture.fresh(engine, folder)) {
      for (var within : WITHIN) {
        var request = hr.done(CAROL, CREATE, changed(VALID, within.change()));
        softly
            .assertThat(request.path("days") + " " + request.path("working_days"))
            .as(within.name())
            .isEqualTo(within.days() + " " + within.workingDays());
      }
    }
    softly.assertAll();
  }

  @ParameterizedTest
  @EnumSource
  void whatIsFiledWaitsAndIsFoundAsItWasAnswered(Databases engine, @TempDir Path folder) {
    try (var hr = HrFixture.fresh(engine, folder)) {
      var filed = hr.done(CAROL, CREATE, changed(VALID, "{'reason': ' Moving house '}"));
      assertThat(filed.toString())
          .isEqualTo(
              """
              {"leave_request_id":"LEAVE-006","employee_id":"EMP-005",\
              "employee_name":"Emma Lindqvist","department":"Engineering","leave_type":"annual",\
              "start_date":"2026-12-07","end_date":"2026-12-11","days":5,"working_days":5,\
              "reason":"Moving house","status":"pending",\
              "created_at":"2026-11-25T12:00:00.000Z","created_by":"carol"}\
              """);
      var found = hr.done(CAROL, "get_leave_requests", "{'leave_request_id': 'LEAVE-006'}");
      assertThat(found.path("leave_requests")).containsExactly(filed);
    }
  }

  @ParameterizedTest
  @EnumSource
  void manyOverlapsAreNotAllListed(Databases engine, @TempDir Path folder) {
    try (var hr = HrFixture.fresh(engine, folder)) {
      for (var day = 1; day <= 5; day++) {
        var date = "2026-12-0" + day;
        hr.done(
            CAROL,
            CREATE,
            changed(VALID, "{'start_date': '%1$s', 'end_date': '%1$s'}".formatted(date)));
      }
      assertThat(
              hr.problems(
                  CAROL,
                  CREATE,
                  changed(VALID, "{'start_date': '2026-12-01', 'end_date': '2026-12-31'}")))
          .containsExactly(
              "It overlaps LEAVE-006 (annual, 2026-12-01 to 2026-12-01, pending); choose other"
                  + " days.",
              "It overlaps LEAVE-007 (annual, 2026-12-02 to 2026-12-02, pending); choose other"
                  + " days.",
              "It overlaps LEAVE-008 (annual, 2026-12-03 to 2026-12-03, pending); choose other"
                  + " days.",
              "It overlaps 3 more; get_leave_requests lists them.");
    }
  }

  @ParameterizedTest
  @EnumSource
  void todayIsWhatTheClockOfTheServerShows(Databases engine, @TempDir Path folder) {
    var tokyo = Clock.fixed(Instant.parse("2026-11-25T15:00:00Z"), ZoneId.of("Asia/Tokyo"));
    try (var hr = HrFixture.open(engine.fresh("hr", folder), tokyo)) {
      assertThat(hr.problems(CAROL, CREATE, changed(VALID, "{'start_date': '2026-11-25'}")))
          .containsExactly(
              "start_date 2026-11-25 is in the past; annual leave may start on 2026-11-26 at the"
                  + " earliest.");
    }
  }
}
