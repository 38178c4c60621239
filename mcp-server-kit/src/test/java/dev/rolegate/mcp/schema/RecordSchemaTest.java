package dev.rolegate.mcp.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.rolegate.mcp.schema.Samples.CreateLeaveRequest;
import dev.rolegate.mcp.schema.Samples.LeaveType;
import dev.rolegate.mcp.schema.Samples.Nothing;
import dev.rolegate.mcp.schema.Samples.Request;
import dev.rolegate.mcp.schema.Samples.Summary;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RecordSchemaTest {
  record Undescribed(String name) {}

  record NoSuchType(@Describe("x") Object name) {}

  record RangedText(@Describe("x") @Range(max = 3) String name) {}

  record UpsideDown(@Describe("x") @Length(min = 3, max = 2) String name) {}

  record BadPattern(@Describe("x") @Matches(value = "(", form = "x") String name) {}

  record Endless(@Describe("x") @Nullable Endless inner) {}

  record Holey(@Describe("x") List<@Nullable String> names) {}

  record ByKey(@Describe("x") Map<String, String> names) {}

  record Inner(@Describe("x") Undescribed inner) {}

  static Stream<Arguments> unfit() {
    return Stream.of(
        Arguments.of(Undescribed.class, "Undescribed.name: has no @Describe"),
        Arguments.of(Inner.class, "Inner.inner: Undescribed.name: has no @Describe"),
        Arguments.of(NoSuchType.class, "class java.lang.Object has no schema"),
        Arguments.of(RangedText.class, "cannot have"),
        Arguments.of(UpsideDown.class, "its least is above its most"),
        Arguments.of(BadPattern.class, "@Matches is no pattern"),
        Arguments.of(Endless.class, "is nested deeper than"),
        Arguments.of(Holey.class, "holds @Nullable values"),
        Arguments.of(ByKey.class, "has no schema in arguments"));
  }

  @ParameterizedTest
  @MethodSource("unfit")
  void anUnfitRecordStopsTheStart(Class<? extends Record> type, String message) {
    assertThatThrownBy(() -> RecordSchema.ofArguments(type))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @Test
  void argumentsAreAStrictAndBoundedObject() throws Exception {
    var expected =
        """
        {"type": "object",
         "properties": {
          "employee_id": {"type": "string", "minLength": 1, "maxLength": 2000,
                          "pattern": "^(?:EMP-[0-9]{3,9})$",
                          "description": "Employee id, e.g. EMP-001"},
          "leave_type": {"type": "string", "enum": ["annual", "sick_leave"],
                         "description": "Kind of leave"},
          "start_date": {"type": "string", "format": "date", "description": "First day off"},
          "days": {"type": "integer", "minimum": 1, "maximum": 60, "description": "Days off"},
          "reason": {"type": "string", "minLength": 1, "maxLength": 2000,
                     "description": "Reason, if the employee gave one"},
          "title": {"type": "string", "minLength": 1, "maxLength": 20,
                    "description": "Short title"},
          "total_cost": {"type": "number", "minimum": 0, "maximum": 1000000000000000,
                         "description": "Cost"},
          "share": {"type": "number", "minimum": 0, "maximum": 1,
                    "description": "Share, 0 to 1"},
          "serial": {"type": "integer", "description": "Serial number"},
          "paid": {"type": "boolean", "description": "Paid or not"},
          "asked_at": {"type": "string", "format": "date-time",
                       "description": "When it was asked for"},
          "address": {"type": "object",
            "properties": {
             "street": {"type": "string", "minLength": 1, "maxLength": 100,
                        "description": "Street and number"},
             "country": {"type": "string", "minLength": 1, "maxLength": 2000,
                         "pattern": "^(?:[A-Z]{2})$", "description": "Country, two letters"}},
            "required": ["street"], "additionalProperties": false,
            "description": "Where to reach the employee"},
          "tags": {"type": "array", "maxItems": 100,
                   "items": {"type": "string", "minLength": 1, "maxLength": 10},
                   "description": "Tags"},
          "others": {"type": "array", "maxItems": 100,
            "items": {"type": "object",
              "properties": {
               "street": {"type": "string", "minLength": 1, "maxLength": 100,
                          "description": "Street and number"},
               "country": {"type": "string", "minLength": 1, "maxLength": 2000,
                           "pattern": "^(?:[A-Z]{2})$", "description": "Country, two letters"}},
              "required": ["street"], "additionalProperties": false},
            "description": "Other addresses"}},
         "required": ["employee_id", "leave_type", "start_date", "days"],
         "additionalProperties": false}
        """;
    assertThat(text(RecordSchema.ofArguments(CreateLeaveRequest.class)))
        .isEqualTo(text(Json.mapper().readTree(expected)));
  }

  @Test
  void noArgumentsAreAnEmptyObject() throws Exception {
    assertThat(text(RecordSchema.ofArguments(Nothing.class)))
        .isEqualTo(
            text(
                Json.mapper()
                    .readTree(
                        """
                        {"type": "object", "properties": {}, "additionalProperties": false}
                        """)));
  }

  @Test
  void resultsFitTheirSchema() throws Exception {
    var request =
        new Request(
            "R-1",
            LeaveType.SICK_LEAVE,
            LocalDate.of(2026, 3, 1),
            Instant.parse("2026-03-01T09:30:00Z"),
            new BigDecimal("100000000000.00"),
            true);
    var withoutCost =
        new Request("", LeaveType.ANNUAL, request.startDate(), request.askedAt(), null, false);
    var full =
        new Summary(
            2,
            0.5,
            Map.of("Any Key", 1),
            List.of(request, withoutCost),
            request,
            "x".repeat(5_000));
    var empty = new Summary(0, 0, Map.of(), List.of(), null, null);
    for (var summary : List.of(full, empty)) {
      assertThat(violations(Json.mapper().writeValueAsString(summary))).isEmpty();
      JsonNode tree = Json.mapper().valueToTree(summary);
      assertThat(text(tree)).isEqualTo(Json.mapper().writeValueAsString(summary));
    }
    assertThat(Json.mapper().writeValueAsString(empty))
        .isEqualTo("{\"total\":0,\"share\":0.0,\"by_kind\":{},\"requests\":[]}");
    assertThat(Json.mapper().writeValueAsString(request))
        .isEqualTo(
            "{\"id\":\"R-1\",\"type\":\"sick_leave\",\"start_date\":\"2026-03-01\","
                + "\"asked_at\":\"2026-03-01T09:30:00.000Z\",\"cost\":100000000000.00,"
                + "\"paid\":true}");
  }

  @Test
  void aResultBeyondItsSchemaIsSeen() {
    assertThat(violations("{\"total\":0,\"share\":0.0,\"by_kind\":{},\"requests\":[],\"x\":1}"))
        .isNotEmpty();
    assertThat(violations("{\"total\":0,\"share\":0.0,\"by_kind\":{}}")).isNotEmpty();
  }

  private static List<String> violations(String json) {
    var schema = text(RecordSchema.ofResult(Summary.class));
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
        .getSchema(schema)
        .validate(
            json,
            InputFormat.JSON,
            context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)))
        .stream()
        .map(Object::toString)
        .toList();
  }

  private static String text(JsonNode node) {
    return node.toString();
  }
}
