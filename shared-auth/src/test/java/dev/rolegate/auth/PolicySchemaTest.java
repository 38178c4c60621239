package dev.rolegate.auth;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** An editor that follows the schema and a service that reads the file say the same. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PolicySchemaTest {
  private static final Path SHIPPED = Path.of("../access-policy.yaml");
  private Schema schema;

  @BeforeAll
  void read() throws IOException {
    schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(Files.readString(Path.of("../access-policy.schema.json")));
  }

  /** One thing changed in a policy that says everything. */
  private record Changed(String good, String other) {}

  @TestFactory
  List<DynamicTest> bothRefuse() {
    return List.of(
            new Changed("version: 1", "version: 2"),
            new Changed("version: 1\n", ""),
            new Changed("roles: [Manager, AssistantManager, Officer, Guest]", "roles: []"),
            new Changed("roles: [", "roles: [Manager, "),
            new Changed("Guest]\ndecisions", "'A,B']\ndecisions"),
            new Changed("Guest]\ndecisions", "any-authenticated]\ndecisions"),
            new Changed("Guest]\ndecisions", "7]\ndecisions"),
            new Changed("decisions: [Manager]", "decisions: any-authenticated"),
            new Changed("decisions: [Manager]", "decisions: Manager"),
            new Changed("decisions:", "decision:"),
            new Changed("servers:", "server:"),
            new Changed("  plain:", "  Plain:"),
            new Changed("admit: any-authenticated", "admit: anybody"),
            new Changed("admit: any-authenticated", "admit: [any-authenticated]"),
            new Changed("admit: [Manager]", "admits: [Manager]"),
            new Changed("records:\n      employee:", "record:\n      employee:"),
            new Changed("page: full", "page: hidden"),
            new Changed("page: full", "Page: full"),
            new Changed("        owner: user_id\n", ""),
            new Changed("owner: user_id", "owner: User"),
            new Changed("rows: {Officer: self}", "rows: {Officer: own}"),
            new Changed("rows: {Officer: self}", "rows: [Officer]"),
            new Changed("name: full", "name: masked"),
            new Changed("name: full", "name: {hidden: [Officer]}"),
            new Changed("name: full", "name: {full: Officer}"),
            new Changed("look: {allow: [Manager]}", "look: {}"),
            new Changed("look: {allow: [Manager]}", "look: {allow: [Manager], colour: red}"),
            new Changed("look: {", "look it: {"),
            new Changed("30/PT1H", "30"),
            new Changed("30/PT1H", "off"),
            new Changed("employee_id: {Officer: self}", "employee_id: {Officer: own}"),
            new Changed("employee_id: {Officer: self}", "employee_id: self"),
            new Changed("[annual, sick]", "[]"),
            new Changed("[annual, sick]", "[annual, annual]"),
            new Changed("[annual, sick]", "[annual, [sick]]"),
            new Changed("{min: 1, max: 5}", "{}"),
            new Changed("{min: 1, max: 5}", "{min: one}"),
            new Changed("{min: 1, max: 5}", "{least: 1}"),
            new Changed("confirm: none", "confirm: maybe"),
            new Changed("confirm: none", "confirm: [ask]"),
            new Changed("{other: [Manager, Guest]}", "{other: []}"),
            new Changed("{other: [Manager, Guest]}", "{others: [Manager]}"),
            new Changed("{above: 2.5, confirm: person}", "{confirm: person}"),
            new Changed("{above: 2.5, confirm: person}", "{above: 2.5}"),
            new Changed("{above: 2.5, confirm: person}", "{above: 2, below: 1, confirm: ask}"),
            new Changed("{above: 2.5, confirm: person}", "{above: much, confirm: ask}"),
            new Changed("{in: [unpaid]", "{in: unpaid"))
        .stream()
        .map(row -> test(row, false))
        .toList();
  }

  @TestFactory
  List<DynamicTest> bothAccept() {
    return List.of(
            new Changed("version", "version"),
            new Changed("decisions: [Manager]\n", ""),
            new Changed("decisions: [Manager]", "decisions: []"),
            new Changed("        rows: {Officer: self}\n", ""),
            new Changed("phone: {full: [Manager], masked", "phone: {masked"),
            new Changed("name: full", "name: {}"),
            new Changed("[annual, sick]", "[annual, 7, true, 1.5]"),
            new Changed("{min: 1, max: 5}", "{min: -1.5}"),
            new Changed("confirm: none", "confirm: person"),
            new Changed("{above: 2.5, confirm: person}", "{in: [1, 2], confirm: ask}"),
            new Changed("look: {allow: [Manager]}", "look: {allow: []}"))
        .stream()
        .map(row -> test(row, true))
        .toList();
  }

  @Test
  void theDefaultPolicyKeepsItsSchemaAndNamesIt() throws IOException {
    var shipped = Files.readString(SHIPPED);
    assertThat(violations(shipped)).isEmpty();
    assertThat(shipped.lines().findFirst())
        .contains("# yaml-language-server: $schema=access-policy.schema.json");
  }

  private DynamicTest test(Changed row, boolean good) {
    return DynamicTest.dynamicTest(
        row.other.isEmpty() ? "without " + row.good : row.other,
        () -> {
          assertThat(TestPolicy.YAML).contains(row.good);
          var yaml = TestPolicy.YAML.replace(row.good, row.other);
          assertThat(isRead(yaml)).as("the reader").isEqualTo(good);
          assertThat(violations(yaml).isEmpty()).as(violations(yaml).toString()).isEqualTo(good);
        });
  }

  private static boolean isRead(String yaml) {
    try {
      return !AccessPolicy.parse("p", yaml).roles().isEmpty();
    } catch (PolicyRefused refused) {
      return false;
    }
  }

  private List<String> violations(String yaml) {
    var loading = LoadSettings.builder().setAllowDuplicateKeys(true).build();
    var json = new ObjectMapper().valueToTree(new Load(loading).loadFromString(yaml)).toString();
    return schema.validate(json, InputFormat.JSON).stream().map(Object::toString).toList();
  }
}
