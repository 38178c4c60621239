package dev.rolegate.crm;

import dev.rolegate.mcp.schema.Describe;
import dev.rolegate.mcp.schema.Filters;
import dev.rolegate.mcp.schema.Length;
import dev.rolegate.mcp.schema.Range;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** Which customers are asked for. */
record GetCustomerProfiles(
    @Describe("Only the customer with this id, e.g. CUST-001")
        @Length(max = 40)
        @Filters("customer.customer_id")
        @Nullable String customerId,
    @Describe("Text in name, e-mail, company, position or location; case does not matter")
        @Length(max = 100)
        @Filters({
          "customer.name",
          "customer.email",
          "customer.company",
          "customer.position",
          "customer.location"
        })
        @Nullable String search,
    @Describe("Only this state") @Filters("customer.status") @Nullable CustomerStatus status,
    @Describe("Only companies that do this") @Filters("customer.industry")
        @Nullable Industry industry,
    @Describe("Only this place, e.g. Oslo") @Length(max = 80) @Filters("customer.location")
        @Nullable String location,
    @Describe("Only those without an interaction on this day or later, e.g. 2026-10-01")
        @Filters("customer.last_interaction_at")
        @Nullable LocalDate quietSince,
    @Describe("Order of the list; the first of these unless given") @Nullable CustomerSort sort,
    @Describe("true: the other way round") @Nullable Boolean descending,
    @Describe("How many at most; 50 unless given") @Range(min = 1, max = 200)
        @Nullable Integer limit,
    @Describe("How many to skip, for the next page; 0 unless given")
        @Range(min = 0, max = 1_000_000)
        @Nullable Integer offset) {}
