package dev.rolegate.crm;

import dev.rolegate.mcp.schema.Describe;
import java.util.List;

/** What a change of a customer's state did. */
record StatusChange(
    @Describe("The customer as it is now") Customer customer,
    @Describe("The state before") CustomerStatus previousStatus,
    @Describe("Ids of the opportunities that were closed as lost with it")
        List<String> lostOpportunities) {
  StatusChange {
    lostOpportunities = List.copyOf(lostOpportunities);
  }
}
