package dev.rolegate.crm;

import dev.rolegate.mcp.schema.Describe;
import dev.rolegate.mcp.schema.Length;
import dev.rolegate.mcp.schema.Range;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** Which interactions are asked for. */
record GetInteractionHistory(
    @Describe("Only those with this customer id, e.g. CUST-001") @Length(max = 40)
        @Nullable String customerId,
    @Describe("Only those about this opportunity id, e.g. OPP-001") @Length(max = 40)
        @Nullable String opportunityId,
    @Describe(
            "Text in what was said, in the next step, or in the customer's name, e-mail, company,"
                + " position or location; case does not matter")
        @Length(max = 100)
        @Nullable String search,
    @Describe("Only this way to be in touch") @Nullable InteractionType interactionType,
    @Describe("Only on this day or later, e.g. 2026-11-01") @Nullable LocalDate from,
    @Describe("Only on this day or earlier, e.g. 2026-11-30") @Nullable LocalDate to,
    @Describe("Order of the list; occurred_at unless given") @Nullable InteractionSort sort,
    @Describe("false: the other way round, oldest first; true unless given")
        @Nullable Boolean descending,
    @Describe("How many at most; 50 unless given") @Range(min = 1, max = 200)
        @Nullable Integer limit,
    @Describe("How many to skip, for the next page; 0 unless given")
        @Range(min = 0, max = 1_000_000)
        @Nullable Integer offset) {}
