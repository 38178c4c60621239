package dev.rolegate.crm;

import dev.rolegate.mcp.schema.Describe;
import dev.rolegate.mcp.schema.Length;
import dev.rolegate.mcp.schema.Range;
import java.math.BigDecimal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** A new opportunity. */
record CreateSalesOpportunity(
    @Describe("Customer id, e.g. CUST-001") @Length(max = 40) String customerId,
    @Describe("What they may buy, e.g. Fleet tracking for 60 trucks") @Length(max = 120)
        String title,
    @Describe("Value in US dollars, e.g. 48000") @Range(min = 1, max = 1_000_000_000)
        BigDecimal value,
    @Describe("Day on which they will probably have decided, e.g. 2026-12-18; not in the past")
        LocalDate closeDate,
    @Describe("Stage to begin with; prospecting unless given") @Nullable Beginning stage,
    @Describe(
            "Probability in percent that they buy; 1 to 20 when prospecting, 10 to 40 in"
                + " qualification, 30 to 70 in a proposal, 50 to 95 in negotiation; the stage's"
                + " usual one unless given")
        @Range(min = 0, max = 100)
        @Nullable Integer probability,
    @Describe("What else is worth knowing") @Length(max = 2_000) @Nullable String description) {

  /** Stages that a new opportunity may have. */
  enum Beginning {
    PROSPECTING,
    QUALIFICATION,
    PROPOSAL,
    NEGOTIATION;

    Stage stage() {
      return switch (this) {
        case PROSPECTING -> Stage.PROSPECTING;
        case QUALIFICATION -> Stage.QUALIFICATION;
        case PROPOSAL -> Stage.PROPOSAL;
        case NEGOTIATION -> Stage.NEGOTIATION;
      };
    }
  }
}
