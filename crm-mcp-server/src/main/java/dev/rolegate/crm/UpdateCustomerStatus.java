package dev.rolegate.crm;

import dev.rolegate.mcp.schema.Describe;
import dev.rolegate.mcp.schema.Length;
import org.jspecify.annotations.Nullable;

/** A change of a customer's state. */
record UpdateCustomerStatus(
    @Describe("Customer id, e.g. CUST-001") @Length(max = 40) String customerId,
    @Describe(
            "The new state. From lead: prospect, inactive; from prospect: active, inactive; from"
                + " active: inactive, churned; from inactive or churned: prospect")
        CustomerStatus status,
    @Describe("Why; needed for inactive and churned") @Length(max = 500) @Nullable String reason,
    @Describe("true: with inactive or churned, close the customer's open opportunities as lost")
        @Nullable Boolean loseOpenOpportunities) {}
