package dev.rolegate.crm;

import dev.rolegate.mcp.schema.Describe;
import dev.rolegate.mcp.schema.GivenAtWrite;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** Something that a customer may buy, or has decided on. */
record Opportunity(
    @GivenAtWrite @Describe("Opportunity id, e.g. OPP-001") String opportunityId,
    @Describe("Customer id, e.g. CUST-001") String customerId,
    @Describe("Name of the contact") String customerName,
    @Describe("Company of the customer") String company,
    @Describe("What they may buy") String title,
    @Describe("What else is worth knowing") @Nullable String description,
    @Describe("Stage; closed_won and closed_lost are final") Stage stage,
    @Describe("Probability in percent that they buy") int probability,
    @Describe("Value in US dollars") BigDecimal value,
    @Describe("Value times probability, in US dollars") BigDecimal weightedValue,
    @Describe("Day on which they will probably have decided") LocalDate closeDate,
    @Describe("true: that day is past, and they have not decided") boolean overdue,
    @GivenAtWrite @Describe("When it was made") Instant createdAt,
    @Describe("Who made it (subject of the token)") String createdBy,
    @Describe("When it was won or lost") @Nullable Instant closedAt,
    @Describe("Who recorded that (subject of the token)") @Nullable String closedBy) {}
