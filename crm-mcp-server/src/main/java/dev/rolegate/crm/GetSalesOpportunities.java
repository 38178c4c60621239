package dev.rolegate.crm;

import dev.rolegate.mcp.schema.Describe;
import dev.rolegate.mcp.schema.Filters;
import dev.rolegate.mcp.schema.Length;
import dev.rolegate.mcp.schema.Range;
import java.math.BigDecimal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** Which opportunities are asked for. */
record GetSalesOpportunities(
    @Describe("Only the opportunity with this id, e.g. OPP-001")
        @Length(max = 40)
        @Filters("opportunity.opportunity_id")
        @Nullable String opportunityId,
    @Describe("Only those with this customer id, e.g. CUST-001")
        @Length(max = 40)
        @Filters("opportunity.customer_id")
        @Nullable String customerId,
    @Describe(
            "Text in title or description, or in the customer's name, e-mail, company, position or"
                + " location; case does not matter")
        @Length(max = 100)
        @Filters({
          "opportunity.title",
          "opportunity.description",
          "customer.name",
          "customer.email",
          "customer.company",
          "customer.position",
          "customer.location"
        })
        @Nullable String search,
    @Describe("Only this stage") @Filters("opportunity.stage") @Nullable Stage stage,
    @Describe("true: only open ones; false: only those that were won or lost")
        @Filters("opportunity.stage")
        @Nullable Boolean open,
    @Describe("true: only those that are overdue; false: only the others")
        @Filters("opportunity.overdue")
        @Nullable Boolean overdue,
    @Describe("Worth this many US dollars or more, e.g. 10000")
        @Range(min = 0, max = 1_000_000_000)
        @Filters("opportunity.value")
        @Nullable BigDecimal valueFrom,
    @Describe("Worth this many US dollars or less, e.g. 50000")
        @Range(min = 0, max = 1_000_000_000)
        @Filters("opportunity.value")
        @Nullable BigDecimal valueTo,
    @Describe("With this close date or a later one, e.g. 2026-12-01")
        @Filters("opportunity.close_date")
        @Nullable LocalDate closeDateFrom,
    @Describe("With this close date or an earlier one, e.g. 2026-12-31")
        @Filters("opportunity.close_date")
        @Nullable LocalDate closeDateTo,
    @Describe("Order of the list; the first of these unless given") @Nullable OpportunitySort sort,
    @Describe("true: the other way round") @Nullable Boolean descending,
    @Describe("How many at most; 50 unless given") @Range(min = 1, max = 200)
        @Nullable Integer limit,
    @Describe("How many to skip, for the next page; 0 unless given")
        @Range(min = 0, max = 1_000_000)
        @Nullable Integer offset) {}
