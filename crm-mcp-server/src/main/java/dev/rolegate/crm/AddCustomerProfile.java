package dev.rolegate.crm;

import dev.rolegate.mcp.schema.Describe;
import dev.rolegate.mcp.schema.Forms;
import dev.rolegate.mcp.schema.Length;
import dev.rolegate.mcp.schema.Matches;
import org.jspecify.annotations.Nullable;

/** A new customer. */
record AddCustomerProfile(
    @Describe("Full name of the contact, e.g. Ingrid Solberg") @Length(max = 100) String name,
    @Describe("E-mail address of the contact, e.g. ingrid@example.com; no other customer's")
        @Length(max = 254)
        @Matches(value = Forms.EMAIL, form = "an e-mail address such as ada@example.com")
        String email,
    @Describe("Company, e.g. Fjordline Shipping") @Length(max = 120) String company,
    @Describe("Telephone number, e.g. +47 22 85 50 10")
        @Length(max = 30)
        @Matches(value = Forms.PHONE, form = "a telephone number such as +44 20 7946 0101")
        @Nullable String phone,
    @Describe("Position of the contact, e.g. Head of Procurement") @Length(max = 80)
        @Nullable String position,
    @Describe("What the company does; other unless given") @Nullable Industry industry,
    @Describe("Where they are, e.g. Oslo") @Length(max = 80) @Nullable String location,
    @Describe("State to begin with; lead unless given") @Nullable Beginning status) {

  /** States that a new customer may have. */
  enum Beginning {
    LEAD,
    PROSPECT,
    ACTIVE;

    CustomerStatus status() {
      return switch (this) {
        case LEAD -> CustomerStatus.LEAD;
        case PROSPECT -> CustomerStatus.PROSPECT;
        case ACTIVE -> CustomerStatus.ACTIVE;
      };
    }
  }
}
