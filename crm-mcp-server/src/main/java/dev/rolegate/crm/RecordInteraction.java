package dev.rolegate.crm;

import dev.rolegate.mcp.schema.Describe;
import dev.rolegate.mcp.schema.Length;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A new interaction with a customer. */
record RecordInteraction(
    @Describe("Customer id, e.g. CUST-001") @Length(max = 40) String customerId,
    @Describe("How they were in touch") InteractionType interactionType,
    @Describe("What was said, e.g. Asked for a quote for 40 more scanners") @Length(max = 2_000)
        String summary,
    @Describe("When it was, e.g. 2026-11-20T14:30:00Z; not in the future; now unless given")
        @Nullable Instant occurredAt,
    @Describe("Id of the customer's opportunity that it was about, e.g. OPP-001") @Length(max = 40)
        @Nullable String opportunityId,
    @Describe("What happens next, e.g. Send the quote by Friday") @Length(max = 500)
        @Nullable String nextStep) {}
