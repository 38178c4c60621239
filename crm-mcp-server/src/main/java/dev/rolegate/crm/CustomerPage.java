package dev.rolegate.crm;

import dev.rolegate.mcp.schema.Describe;
import java.util.List;

/** Some of the customers that match. */
record CustomerPage(
    @Describe("The customers of this page") List<Customer> customers,
    @Describe("How many match in all; ask for more with offset") int total) {
  CustomerPage {
    customers = List.copyOf(customers);
  }
}
