package dev.rolegate.hr;

import dev.rolegate.mcp.schema.Describe;
import dev.rolegate.mcp.schema.Forms;
import dev.rolegate.mcp.schema.Length;
import dev.rolegate.mcp.schema.Matches;
import dev.rolegate.mcp.schema.Range;
import java.math.BigDecimal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** A new employee. */
record AddEmployeeRecord(
    @Describe("Full name, e.g. Ada Lovelace") @Length(max = 100) String name,
    @Describe("E-mail address at work, e.g. ada@example.com; nobody else's")
        @Length(max = 254)
        @Matches(value = Forms.EMAIL, form = "an e-mail address such as ada@example.com")
        String email,
    @Describe("Department, e.g. Engineering; one that exists, unless new_department is true")
        @Length(max = 80)
        String department,
    @Describe("Position, e.g. Software Engineer") @Length(max = 80) String position,
    @Describe("Place of work, e.g. Berlin") @Length(max = 80) String location,
    @Describe("First day of employment, e.g. 2026-12-01; at most one year ahead")
        LocalDate hireDate,
    @Describe("true: the department is a new one") @Nullable Boolean newDepartment,
    @Describe("Telephone number at work, e.g. +44 20 7946 0101")
        @Length(max = 30)
        @Matches(value = Forms.PHONE, form = "a telephone number such as +44 20 7946 0101")
        @Nullable String phone,
    @Describe("The person's id in tokens (claim id), if they may sign in, e.g. 126; nobody else's")
        @Length(max = 64)
        @Nullable String userId,
    @Describe("Employee id of the manager, e.g. EMP-001") @Length(max = 40)
        @Nullable String managerId,
    @Describe("Yearly gross salary in US dollars, e.g. 72000") @Range(min = 0, max = 10_000_000)
        @Nullable BigDecimal salary,
    @Describe("Whom to call in an emergency, e.g. Lord Byron (father), +44 20 7946 0199")
        @Length(max = 200)
        @Nullable String emergencyContact) {}
