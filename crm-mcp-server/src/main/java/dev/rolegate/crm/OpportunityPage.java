package dev.rolegate.crm;

import dev.rolegate.mcp.schema.AggregateOf;
import dev.rolegate.mcp.schema.Describe;
import java.math.BigDecimal;
import java.util.List;

/** Some of the opportunities that match, and what all of them come to. */
record OpportunityPage(
    @Describe("The opportunities of this page") List<Opportunity> opportunities,
    @Describe("How many match in all; ask for more with offset") int total,
    @Describe("Value of all that match, in US dollars") @AggregateOf(field = "opportunity.value")
        BigDecimal totalValue,
    @Describe("Value times probability of all that match, in US dollars")
        @AggregateOf(field = "opportunity.weighted_value")
        BigDecimal totalWeightedValue) {
  OpportunityPage {
    opportunities = List.copyOf(opportunities);
  }
}
