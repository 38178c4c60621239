package dev.rolegate.crm;

import dev.rolegate.mcp.schema.Describe;
import dev.rolegate.mcp.schema.Filters;
import dev.rolegate.mcp.schema.Length;
import dev.rolegate.mcp.schema.Range;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** Which interactions are asked for. */
record GetInteractionHistory(
    @Describe("Only those with this customer id, e.g. CUST-001")
        @Length(max = 40)
        @Filters("interaction.customer_id")
        @Nullable String customerId,
    @Describe("Only those about this opportunity id, e.g. OPP-001")
        @Length(max = 40)
        @Filters("interaction.opportunity_id")
        @Nullable String opportunityId,
    @Describe(
            "Text in what was said, in the next step, or in the customer's name, e-mail, company,"
                + " position or location; case does not matter")
        @Length(max = 100)
        @Filters({
          "interaction.summary",
          "interaction.next_step",
          "customer.name",
          "customer.email",
          "customer.company",
          "customer.position",
          "customer.location"
        })
        @Nullable String search,
    @Describe("Only this way to be in touch") @Filters("interaction.interaction_type")
        @Nullable InteractionType interactionType,
    @Describe("Only on this day or later, e.g. 2026-11-01") @Filters("interaction.occurred_at")
        @Nullable LocalDate from,
    @Describe("Only on this day or earlier, e.g. 2026-11-30") @Filters("interaction.occurred_at")
        @Nullable LocalDate to,
    @Describe("Order of the list; the first of these unless given") @Nullable InteractionSort sort,
    @Describe("false: the other way round, oldest first; true unless given")
        @Nullable Boolean descending,
    @Describe("How many at most; 50 unless given") @Range(min = 1, max = 200)
        @Nullable Integer limit,
    @Describe("How many to skip, for the next page; 0 unless given")
        @Range(min = 0, max = 1_000_000)
        @Nullable Integer offset) {}
