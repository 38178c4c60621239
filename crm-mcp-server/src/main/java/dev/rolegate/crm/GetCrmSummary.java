package dev.rolegate.crm;

import dev.rolegate.mcp.schema.Describe;
import dev.rolegate.mcp.schema.Range;
import org.jspecify.annotations.Nullable;

/** Over how long a summary is asked for. */
record GetCrmSummary(
    @Describe("How many days to look back and ahead, e.g. 90; 30 unless given")
        @Range(min = 1, max = 366)
        @Nullable Integer days) {}
