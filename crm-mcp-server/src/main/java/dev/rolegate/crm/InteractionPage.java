package dev.rolegate.crm;

import dev.rolegate.mcp.schema.Describe;
import java.util.List;

/** Some of the interactions that match. */
record InteractionPage(
    @Describe("The interactions of this page") List<Interaction> interactions,
    @Describe("How many match in all; ask for more with offset") int total) {
  InteractionPage {
    interactions = List.copyOf(interactions);
  }
}
