package dev.rolegate.mcp.schema;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Records as tools have them. */
final class Samples {
  private Samples() {}

  enum LeaveType {
    ANNUAL,
    SICK_LEAVE
  }

  record Address(
      @Describe("Street and number") @Length(max = 100) String street,
      @Describe("Country, two letters") @Matches(value = "[A-Z]{2}", form = "two capital letters")
          @Nullable String country) {}

  record CreateLeaveRequest(
      @Describe("Employee id, e.g. EMP-001")
          @Matches(value = "EMP-[0-9]{3,9}", form = "an id such as EMP-001")
          String employeeId,
      @Describe("Kind of leave") LeaveType leaveType,
      @Describe("First day off") LocalDate startDate,
      @Describe("Days off") @Range(min = 1, max = 60) int days,
      @Describe("Reason, if the employee gave one") @Nullable String reason,
      @Describe("Short title") @Length(max = 20) @Nullable String title,
      @Describe("Cost") @Range(min = 0) @Nullable BigDecimal totalCost,
      @Describe("Share, 0 to 1") @Range(min = 0, max = 1) @Nullable Double share,
      @Describe("Serial number") @Nullable Long serial,
      @Describe("Paid or not") @Nullable Boolean paid,
      @Describe("When it was asked for") @Nullable Instant askedAt,
      @Describe("Where to reach the employee") @Nullable Address address,
      @Describe("Tags") @Length(max = 10) @Nullable List<String> tags,
      @Describe("Other addresses") @Nullable List<Address> others) {}

  record Nothing() {}

  record Request(
      @Describe("Id") String id,
      @Describe("Kind") LeaveType type,
      @Describe("First day") LocalDate startDate,
      @Describe("Asked at") Instant askedAt,
      @Describe("Cost") @Nullable BigDecimal cost,
      @Describe("Paid") boolean paid) {
    /** Not a component, so not in the JSON. */
    boolean isLong() {
      return true;
    }

    String getSecret() {
      throw new IllegalStateException();
    }
  }

  record Summary(
      @Describe("How many") long total,
      @Describe("Share") double share,
      @Describe("By kind") Map<String, Integer> byKind,
      @Describe("All requests") List<Request> requests,
      @Describe("The newest, if any") @Nullable Request newest,
      @Describe("A remark") @Nullable String remark) {}
}
