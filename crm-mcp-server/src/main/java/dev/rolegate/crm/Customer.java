package dev.rolegate.crm;

import dev.rolegate.mcp.schema.Describe;
import dev.rolegate.mcp.schema.GivenAtWrite;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One customer's profile. */
record Customer(
    @GivenAtWrite @Describe("Customer id, e.g. CUST-001") String customerId,
    @Describe("Full name of the contact") String name,
    @Describe("E-mail address of the contact") String email,
    @Describe("Telephone number") @Nullable String phone,
    @Describe("Company") String company,
    @Describe("Position of the contact") @Nullable String position,
    @Describe("What the company does") Industry industry,
    @Describe("Where they are, e.g. Oslo") @Nullable String location,
    @Describe("State; inactive: on hold or never bought, churned: bought and left")
        CustomerStatus status,
    @Describe("Why they have this state, if it was said") @Nullable String statusReason,
    @GivenAtWrite @Describe("Since when they have this state") Instant statusChangedAt,
    @Describe("Who gave them this state (subject of the token)") String statusChangedBy,
    @Describe("When the last interaction was; absent when there was none")
        @Nullable Instant lastInteractionAt,
    @Describe("How many of their opportunities are open") int openOpportunities,
    @Describe("Value of these in US dollars") BigDecimal openValue,
    @GivenAtWrite @Describe("When the profile was made") Instant createdAt,
    @Describe("Who made the profile (subject of the token)") String createdBy) {}
