package dev.rolegate.crm;

import dev.rolegate.mcp.schema.Describe;
import dev.rolegate.mcp.schema.GivenAtWrite;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One interaction with a customer. */
record Interaction(
    @GivenAtWrite @Describe("Interaction id, e.g. INT-001") String interactionId,
    @Describe("Customer id, e.g. CUST-001") String customerId,
    @Describe("Name of the contact") String customerName,
    @Describe("Company of the customer") String company,
    @Describe("Id of the opportunity that it was about, if any") @Nullable String opportunityId,
    @Describe("How they were in touch") InteractionType interactionType,
    @GivenAtWrite @Describe("When it was") Instant occurredAt,
    @Describe("What was said") String summary,
    @Describe("What happens next, if it was said") @Nullable String nextStep,
    @GivenAtWrite @Describe("When it was recorded") Instant createdAt,
    @Describe("Who recorded it (subject of the token)") String createdBy) {}
