package dev.rolegate.hr;

import dev.rolegate.mcp.schema.Describe;
import dev.rolegate.mcp.schema.Filters;
import dev.rolegate.mcp.schema.Length;
import org.jspecify.annotations.Nullable;

/** Of whom a summary is asked for. */
record GetHrSummary(
    @Describe("Only this department, e.g. Engineering; the whole company unless given")
        @Length(max = 80)
        @Filters("employee.department")
        @Nullable String department) {}
