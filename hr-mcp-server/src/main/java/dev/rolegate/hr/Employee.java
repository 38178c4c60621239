package dev.rolegate.hr;

import dev.rolegate.mcp.schema.Describe;
import dev.rolegate.mcp.schema.GivenAtWrite;
import dev.rolegate.mcp.schema.OwnerId;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** One employee's record. */
record Employee(
    @GivenAtWrite @Describe("Employee id, e.g. EMP-001") String employeeId,
    @Describe("The person's id in tokens (claim id), if they may sign in") @OwnerId
        @Nullable String userId,
    @Describe("Full name") String name,
    @Describe("E-mail address at work") String email,
    @Describe("Telephone number at work") @Nullable String phone,
    @Describe("Department") String department,
    @Describe("Position, e.g. Software Engineer") String position,
    @Describe("Place of work, e.g. Berlin") String location,
    @Describe("Employee id of the manager; absent at the top") @Nullable String managerId,
    @Describe("First day of employment") LocalDate hireDate,
    @Describe("Yearly gross salary in US dollars") @Nullable BigDecimal salary,
    @Describe("Whom to call in an emergency") @Nullable String emergencyContact,
    @GivenAtWrite @Describe("When the record was made") Instant createdAt,
    @Describe("Who made the record (subject of the token)") String createdBy) {}
