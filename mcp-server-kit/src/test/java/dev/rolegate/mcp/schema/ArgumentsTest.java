package dev.rolegate.mcp.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolegate.mcp.schema.Arguments.Decoded;
import dev.rolegate.mcp.schema.Samples.Address;
import dev.rolegate.mcp.schema.Samples.CreateLeaveRequest;
import dev.rolegate.mcp.schema.Samples.LeaveType;
import dev.rolegate.mcp.schema.Samples.Nothing;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArgumentsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Arguments<CreateLeaveRequest> ARGUMENTS =
      Arguments.of(CreateLeaveRequest.class);
  private static final String VALID =
      """
      {"employee_id": "EMP-001", "leave_type": "sick_leave", "start_date": "2026-03-01", "days": 3}
      """;

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(text, e);
    }
  }

  private static List<String> problems(JsonNode node) {
    return switch (ARGUMENTS.decode(node)) {
      case Decoded.Fits<CreateLeaveRequest>(var fits) -> List.of("fits: " + fits);
      case Decoded.Misfits<CreateLeaveRequest>(var problems) -> problems;
    };
  }

  private static CreateLeaveRequest fits(JsonNode node) {
    return switch (ARGUMENTS.decode(node)) {
      case Decoded.Fits<CreateLeaveRequest>(var fits) -> fits;
      case Decoded.Misfits<CreateLeaveRequest>(var problems) ->
          throw new AssertionError(problems.toString());
    };
  }

  private static JsonNode with(String member, String value) {
    return ((ObjectNode) json(VALID)).set(member, json(value));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          employee_id | "EMP-1"        | employee_id: must be an id such as EMP-001, but it is 'EMP-1'
          employee_id | "xEMP-001"     | employee_id: must be an id such as EMP-001, but it is 'xEMP-001'
          employee_id | 1              | employee_id: must be an id such as EMP-001, but it is 1
          employee_id | null           | employee_id: is missing; it must be an id such as EMP-001
          leave_type  | "SICK_LEAVE"   | leave_type: must be one of: annual, sick_leave, but it is 'SICK_LEAVE'
          leave_type  | 0              | leave_type: must be one of: annual, sick_leave, but it is 0
          start_date  | "2026-02-29"   | start_date: must be a date such as 2026-03-01, from 1900 to 2200, but it is '2026-02-29', which is not in the calendar
          start_date  | "2026-3-1"     | start_date: must be a date such as 2026-03-01, from 1900 to 2200, but it is '2026-3-1'
          start_date  | "0001-01-01"   | start_date: must be a date such as 2026-03-01, from 1900 to 2200, but it is '0001-01-01'
          start_date  | "2026-03-01T00:00:00Z" | start_date: must be a date such as 2026-03-01, from 1900 to 2200, but it is '2026-03-01T00:00:00Z'
          start_date  | 20260301       | start_date: must be a date such as 2026-03-01, from 1900 to 2200, but it is 20260301
          days        | "3"            | days: must be an integer from 1 to 60, but it is '3'
          days        | 0              | days: must be an integer from 1 to 60, but it is 0, which is not from 1 to 60
          days        | 61             | days: must be an integer from 1 to 60, but it is 61, which is not from 1 to 60
          days        | 2.5            | days: must be an integer from 1 to 60, but it is 2.5
          days        | 1e400          | days: must be an integer from 1 to 60, but it is Infinity
          days        | 4294967299     | days: must be an integer from 1 to 60, but it is 4294967299, which is not from 1 to 60
          days        | true           | days: must be an integer from 1 to 60, but it is true
          days        | [3]            | days: must be an integer from 1 to 60, but it is a list
          days        | {}             | days: must be an integer from 1 to 60, but it is an object
          serial      | 9223372036854775807 | serial: must be an integer, but it is 9223372036854775807, which is not from -1000000000000000 to 1000000000000000
          total_cost  | 1.005          | total_cost: must be a number with at most 2 decimals from 0 to 1000000000000000, but it is 1.005
          total_cost  | -1             | total_cost: must be a number with at most 2 decimals from 0 to 1000000000000000, but it is -1, which is not from 0 to 1000000000000000
          total_cost  | 1e-300         | total_cost: must be a number with at most 2 decimals from 0 to 1000000000000000, but it is 1.0E-300
          share       | 1.5            | share: must be a number from 0 to 1, but it is 1.5, which is not from 0 to 1
          paid        | "true"         | paid: must be true or false, but it is 'true'
          asked_at    | "yesterday"    | asked_at: must be a time such as 2026-03-01T09:30:00Z, from 1900 to 2200, but it is 'yesterday'
          asked_at    | "2026-03-01T09:30:00" | asked_at: must be a time such as 2026-03-01T09:30:00Z, from 1900 to 2200, but it is '2026-03-01T09:30:00'
          reason      | ""             | reason: must be a text of 1 to 2000 characters, but it is empty
          reason      | "  "           | reason: must be a text of 1 to 2000 characters, but it is '  ', which has 0 characters instead of 1 to 2000
          reason      | "\\u00a0\\u2007\\u202f" | reason: must be a text of 1 to 2000 characters, but it is '\u00a0\u2007\u202f', which has 0 characters instead of 1 to 2000
          reason      | "a\\u0000b"    | reason: must be a text of 1 to 2000 characters, but it is 'a\\u0000b', which holds the character U+0000 at 2; leave it out
          reason      | "a\\u202eb"    | reason: must be a text of 1 to 2000 characters, but it is 'a\\u202eb', which holds the character U+202E at 2; leave it out
          reason      | "a\\ud800"     | reason: must be a text of 1 to 2000 characters, but it is 'a\\ud800', which holds the character U+D800 at 2; leave it out
          title       | "a\\nb"        | title: must be a text of 1 to 20 characters, but it is 'a\\u000ab', which holds the character U+000A at 2; leave it out
          title       | "abcdefghijklmnopqrstu" | title: must be a text of 1 to 20 characters, but it is 'abcdefghijklmnopqrstu', which has 21 characters instead of 1 to 20
          tags        | "a"            | tags: must be a list of at most 100, each a text of 1 to 10 characters, but it is 'a'
          tags        | ["a", 1]       | tags[1]: must be a text of 1 to 10 characters, but it is 1
          tags        | ["a", null]    | tags[1]: must be a text of 1 to 10 characters, but it is null
          address     | []             | address: must be an object with street, country, but it is a list
          address     | {}             | address.street: is missing; it must be a text of 1 to 100 characters
          address     | {"street": "x", "country": "de"} | address.country: must be two capital letters, but it is 'de'
          address     | {"street": "x", "contry": "DE"}  | address.contry: is not known; did you mean country?
          others      | [{"street": 1}] | others[0].street: must be a text of 1 to 100 characters, but it is 1
          employeeId  | "EMP-001"      | employeeId: is not known; did you mean employee_id?
          leave-typ   | "annual"       | leave-typ: is not known; did you mean leave_type?
          colour      | "red"          | colour: is not known; leave it out, or use one of: employee_id, leave_type, start_date, days, reason, title, total_cost, share, serial, paid, asked_at, address, tags, others
          """)
  void oneThingThatDoesNotFitIsNamed(String member, String value, String problem) {
    assertThat(problems(with(member, value))).containsExactly(problem);
  }

  @Test
  void everyProblemIsNamedAtOnce() {
    assertThat(
            problems(
                json(
                    """
                    {"leave_type": "x", "days": "3", "tags": ["ok", ""], "strat_date": "2026-03-01"}
                    """)))
        .containsExactly(
            "employee_id: is missing; it must be an id such as EMP-001",
            "leave_type: must be one of: annual, sick_leave, but it is 'x'",
            "start_date: is missing; it must be a date such as 2026-03-01, from 1900 to 2200",
            "days: must be an integer from 1 to 60, but it is '3'",
            "tags[1]: must be a text of 1 to 10 characters, but it is empty",
            "strat_date: is not known; did you mean start_date?");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "\"x\"", "1", "true"})
  void argumentsAreAnObject(String value) {
    assertThat(problems(json(value)))
        .singleElement()
        .asString()
        .startsWith("arguments: must be a JSON object, but it is ");
  }

  @Test
  void problemsAreBounded() {
    var node = (ObjectNode) json(VALID);
    for (var i = 0; i < 1_000; i++) {
      node.put("x".repeat(100) + i, "\u0007".repeat(10_000));
    }
    var problems = problems(node);
    assertThat(problems).hasSize(21).last().isEqualTo("and 980 more; mend these first");
    assertThat(problems).allMatch(problem -> problem.length() < 400);
    assertThat(problems(with("tags", "[" + "\"a\",".repeat(100) + "\"a\"]")))
        .containsExactly("tags: must be a list of at most 100, but it has 101");
    assertThat(problems(with("employee_id", '"' + "\\u0007".repeat(10_000) + '"')))
        .singleElement()
        .asString()
        .hasSizeLessThan(800);
  }

  @Test
  void absentArgumentsCountAsEmpty() {
    assertThat(Arguments.of(Nothing.class).decode(null))
        .isEqualTo(new Decoded.Fits<>(new Nothing()));
    assertThat(Arguments.of(Nothing.class).decode(JSON.nullNode()))
        .isEqualTo(new Decoded.Fits<>(new Nothing()));
    assertThat(Arguments.of(Nothing.class).decode(json("{\"x\": 1}")))
        .isEqualTo(
            new Decoded.Misfits<Nothing>(List.of("x: is not known; there are no arguments")));
  }

  @Test
  void everythingThatFitsArrives() {
    assertThat(
            fits(
                json(
                    """
                    {"employee_id": "\u00a0EMP-001 ", "leave_type": "annual", "start_date": "2024-02-29",
                     "days": 3.0, "reason": "Familie 👨\u200d👩\u200d👧\\n二", "title": null,
                     "total_cost": 19.9, "share": 1, "serial": 1000000000000000, "paid": false,
                     "asked_at": "2026-03-01T10:30:00.1234567+01:00",
                     "address": {"street": "Main St 1"}, "tags": ["a", " b"],
                     "others": [{"street": "x", "country": "DE"}]}
                    """)))
        .isEqualTo(
            new CreateLeaveRequest(
                "EMP-001",
                LeaveType.ANNUAL,
                LocalDate.of(2024, 2, 29),
                3,
                "Familie 👨\u200d👩\u200d👧\n二",
                null,
                new BigDecimal("19.90"),
                1.0,
                1_000_000_000_000_000L,
                false,
                Instant.parse("2026-03-01T09:30:00.123Z"),
                new Address("Main St 1", null),
                List.of("a", "b"),
                List.of(new Address("x", "DE"))));
  }

  @Test
  void whatMayBeAbsentMayBeAbsent() {
    assertThat(fits(json(VALID)))
        .isEqualTo(
            new CreateLeaveRequest(
                "EMP-001",
                LeaveType.SICK_LEAVE,
                LocalDate.of(2026, 3, 1),
                3,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null));
  }
}
