package dev.rolegate.crm;

import dev.rolegate.mcp.schema.AggregateOf;
import dev.rolegate.mcp.schema.Describe;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;

/** Customers, pipeline and interactions in numbers. */
record CrmSummary(
    @Describe("The day that the numbers are of") LocalDate asOf,
    @Describe("How many days they look back and ahead") int days,
    @Describe("How many customers there are") int customers,
    @Describe("How many have which state") List<StatusCount> customersByStatus,
    @Describe("How many active customers had no interaction in the days before today")
        int quietCustomers,
    @Describe("Open opportunities") Deals pipeline,
    @Describe("Open opportunities by stage") List<StageDeals> pipelineByStage,
    @Describe("Open opportunities that close today or in the days after it") Deals closingSoon,
    @Describe("Open opportunities whose close date is past") Deals overdue,
    @Describe("The longest overdue of these, ten at most") List<Opportunity> longestOverdue,
    @Describe("Opportunities won today or in the days before it") Deals won,
    @Describe("Opportunities lost today or in the days before it") Deals lost,
    @Describe("How many interactions there were today or in the days before it") int interactions,
    @Describe("The newest interactions of all, ten at most") List<Interaction> recentInteractions) {
  CrmSummary {
    customersByStatus = List.copyOf(customersByStatus);
    pipelineByStage = List.copyOf(pipelineByStage);
    longestOverdue = List.copyOf(longestOverdue);
    recentInteractions = List.copyOf(recentInteractions);
  }

  /** How many customers have a state. */
  record StatusCount(
      @Describe("State") CustomerStatus status, @Describe("How many customers") int customers) {}

  /** What some opportunities come to. */
  record Deals(
      @Describe("How many opportunities") int opportunities,
      @Describe("Their value in US dollars") @AggregateOf(field = "opportunity.value")
          BigDecimal value,
      @Describe("Their value times probability, in US dollars")
          @AggregateOf(field = "opportunity.weighted_value")
          BigDecimal weightedValue) {}

  /** What the open opportunities of a stage come to. */
  record StageDeals(
      @Describe("Stage") Stage stage,
      @Describe("How many opportunities") int opportunities,
      @Describe("Their value in US dollars") @AggregateOf(field = "opportunity.value")
          BigDecimal value,
      @Describe("Their value times probability, in US dollars")
          @AggregateOf(field = "opportunity.weighted_value")
          BigDecimal weightedValue) {}
}
