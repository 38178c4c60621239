package dev.rolegate.crm;

import static dev.rolegate.auth.TestCallers.ALICE;
import static dev.rolegate.mcp.DomainFixture.each;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.database.Databases;
import dev.rolegate.mcp.query.SearchText;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The sample data could have come about by the tools. */
class SampleDataTest {
  record Text(
      String searchText,
      String first,
      @Nullable String second,
      @Nullable String third,
      @Nullable String fourth,
      @Nullable String fifth) {}

  private static final String[] TEXTS = {
    "select search_text, name as first, email as second, company as third, position as fourth,"
        + " location as fifth from customers",
    "select search_text, title as first, description as second, null as third, null as fourth,"
        + " null as fifth from opportunities",
    "select search_text, summary as first, next_step as second, null as third, null as fourth,"
        + " null as fifth from interactions"
  };

  @ParameterizedTest
  @EnumSource
  void everythingIsLinkedAndKeepsTheRules(Databases engine, @TempDir Path folder) {
    try (var crm = CrmFixture.fresh(engine, folder)) {
      var customers = crm.done(ALICE, "get_customer_profiles", "{}").path("customers");
      var opportunities = crm.done(ALICE, "get_sales_opportunities", "{}").path("opportunities");
      var interactions = crm.done(ALICE, "get_interaction_history", "{}").path("interactions");
      assertThat(each(customers, "status"))
          .contains("lead", "prospect", "active", "inactive", "churned");
      for (var customer : customers) {
        var gone = CustomerStatus.valueOf(upper(customer.path("status").asText())).isGone();
        assertThat(customer.path("open_opportunities").asInt() == 0 || !gone).isTrue();
      }
      for (var opportunity : opportunities) {
        var stage = Stage.valueOf(upper(opportunity.path("stage").asText()));
        assertThat(stage.fits(opportunity.path("probability").asInt())).isTrue();
        assertThat(opportunity.path("created_at").asText()).isLessThan("2026-11-24");
      }
      for (var interaction : interactions) {
        assertThat(interaction.path("occurred_at").asText())
            .isLessThanOrEqualTo(interaction.path("created_at").asText())
            .isLessThan("2026-11-24");
        if (interaction.has("opportunity_id")) {
          var about =
              "{'opportunity_id': '%s', 'customer_id': '%s'}"
                  .formatted(
                      interaction.path("opportunity_id").asText(),
                      interaction.path("customer_id").asText());
          assertThat(crm.done(ALICE, "get_sales_opportunities", about).path("total").asInt())
              .isEqualTo(1);
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void itIsFoundAsIfTheToolsHadWrittenIt(Databases engine, @TempDir Path folder) {
    try (var crm = CrmFixture.fresh(engine, folder)) {
      for (var sql : TEXTS) {
        var texts = crm.database().read(handle -> handle.createQuery(sql).mapTo(Text.class).list());
        assertThat(texts)
            .hasSizeGreaterThanOrEqualTo(6)
            .allSatisfy(text ->
                assertThat(text.searchText())
                    .isEqualTo(
                        SearchText.folded(
                            text.first(),
                            text.second(),
                            text.third(),
                            text.fourth(),
                            text.fifth())));
      }
    }
  }

  private static String upper(String name) {
    return name.toUpperCase(Locale.ROOT);
  }
}
