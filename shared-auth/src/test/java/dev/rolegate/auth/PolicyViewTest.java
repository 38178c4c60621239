package dev.rolegate.auth;

import static dev.rolegate.auth.RecordView.Rows.ALL;
import static dev.rolegate.auth.RecordView.Rows.OWN;
import static dev.rolegate.auth.Sight.FULL;
import static dev.rolegate.auth.Sight.HIDDEN;
import static dev.rolegate.auth.Sight.MASKED;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class PolicyViewTest {
  private final AccessPolicy policy = TestPolicy.read();

  /** Of a field: how much is seen of others' records and of one's own. */
  private record Seen(
      String server,
      String record,
      String field,
      @Nullable String role,
      Sight ofOthers,
      Sight ofOwn) {}

  @TestFactory
  List<DynamicTest> whoSeesHowMuch() {
    return List.of(
            new Seen("hr", "employee", "salary", "Officer", HIDDEN, FULL),
            new Seen("hr", "employee", "salary", "AssistantManager", HIDDEN, HIDDEN),
            new Seen("hr", "employee", "salary", "officer", HIDDEN, HIDDEN),
            new Seen("hr", "employee", "salary", "Intern", HIDDEN, HIDDEN),
            new Seen("hr", "employee", "salary", "Guest", HIDDEN, HIDDEN),
            new Seen("hr", "employee", "salary", null, HIDDEN, HIDDEN),
            new Seen("hr", "employee", "salary", "Manager", FULL, FULL),
            new Seen("hr", "employee", "phone", "AssistantManager", MASKED, FULL),
            new Seen("hr", "employee", "phone", "Officer", HIDDEN, HIDDEN),
            new Seen("hr", "employee", "name", "Officer", FULL, FULL),
            new Seen("hr", "employee", "name", null, FULL, FULL),
            new Seen("hr", "employee", "a_new_field", "Manager", HIDDEN, HIDDEN),
            new Seen("hr", "a_new_record", "name", "Manager", HIDDEN, HIDDEN),
            new Seen("hr", "page", "total", "Officer", FULL, FULL),
            new Seen("open", "note", "text", "Intern", HIDDEN, HIDDEN),
            new Seen("open", "note", "text", null, HIDDEN, HIDDEN),
            new Seen("open", "note", "by", null, FULL, FULL),
            new Seen("plain", "anything", "at_all", "Manager", FULL, FULL),
            new Seen("no_such_server", "employee", "name", "Manager", HIDDEN, HIDDEN))
        .stream()
        .map(seen ->
            DynamicTest.dynamicTest(
                seen.toString(),
                () -> {
                  var view = policy.view(seen.server, seen.record, seen.role);
                  assertThat(view.sight(seen.field, false)).isEqualTo(seen.ofOthers);
                  assertThat(view.sight(seen.field, true)).isEqualTo(seen.ofOwn);
                  assertThat(view.isFull(seen.field))
                      .isEqualTo(seen.ofOthers == FULL && seen.ofOwn == FULL);
                }))
        .toList();
  }

  @Test
  void rowsOfOthersAreHiddenFromWhoSeesOnlyItsOwnAndFromStrangers() {
    assertThat(policy.view("hr", "employee", "Officer").rows()).isEqualTo(OWN);
    assertThat(policy.view("hr", "employee", "Officer").owner()).isEqualTo("user_id");
    assertThat(policy.view("hr", "employee", "AssistantManager").rows()).isEqualTo(ALL);
    assertThat(policy.view("open", "note", "Officer").rows()).isEqualTo(OWN);
    assertThat(policy.view("open", "note", "Guest").rows()).isEqualTo(ALL);
    assertThat(policy.view("open", "note", "Intern").rows()).isEqualTo(OWN);
    assertThat(policy.view("open", "note", (String) null).rows()).isEqualTo(OWN);
    assertThat(policy.view("hr", "a_new_record", "Manager").rows()).isEqualTo(OWN);
  }

  @Test
  void onlyWhoSeesEverythingHasTheWholeView() {
    assertThat(policy.view("hr", "employee", "Manager").isWhole()).isTrue();
    assertThat(policy.view("plain", "anything", "Manager").isWhole()).isTrue();
    assertThat(policy.view("hr", "page", "Officer").isWhole()).isTrue();
    assertThat(policy.view("hr", "employee", "AssistantManager").isWhole()).isFalse();
    assertThat(policy.view("hr", "employee", "Officer").isWhole()).isFalse();
    assertThat(policy.view("hr", "a_new_record", "Manager").isWhole()).isFalse();
  }

  @Test
  void viewsOfDeclaredRolesAreMadeOnce() {
    assertThat(policy.view("hr", "employee", "Officer"))
        .isSameAs(policy.view("hr", "employee", "Officer"));
    assertThat(policy.argumentRules("hr", "book", "Officer"))
        .isSameAs(policy.argumentRules("hr", "book", "Officer"));
  }

  @Test
  void whoeverActsForAnotherSeesWhatBothMay() {
    var forManager = TestCallers.behind(TestCallers.ALICE, "agent", "AssistantManager");
    var view = policy.view("hr", "employee", forManager);
    assertThat(view.sight("phone", false)).isEqualTo(MASKED);
    assertThat(view.sight("salary", false)).isEqualTo(HIDDEN);
    assertThat(view.sight("name", false)).isEqualTo(FULL);
    assertThat(view.rows()).isEqualTo(ALL);

    var byManager = TestCallers.behind(TestCallers.CAROL, "agent", "Manager");
    assertThat(policy.view("hr", "employee", byManager).rows()).isEqualTo(OWN);
    assertThat(policy.view("hr", "employee", byManager).sight("salary", false)).isEqualTo(HIDDEN);
    assertThat(policy.view("hr", "employee", byManager).sight("salary", true)).isEqualTo(FULL);
    assertThat(policy.view("hr", "employee", byManager).sight("a_new_field", true))
        .isEqualTo(HIDDEN);

    var byNobody = TestCallers.behind(TestCallers.ALICE, "agent", null);
    assertThat(policy.view("hr", "employee", byNobody).rows()).isEqualTo(OWN);
    assertThat(policy.view("hr", "employee", byNobody).sight("salary", true)).isEqualTo(HIDDEN);
    assertThat(policy.view("hr", "employee", byNobody).isWhole()).isFalse();
  }

  @Test
  void theDefaultPolicyShowsOfficersOfOthersWhatADirectoryShows() {
    var shipped = AccessPolicy.load(Path.of("../access-policy.yaml"));
    var fields =
        List.of(
            "employee_id",
            "user_id",
            "name",
            "email",
            "phone",
            "department",
            "position",
            "location",
            "manager_id",
            "hire_date",
            "salary",
            "emergency_contact",
            "created_at",
            "created_by");
    var officer = shipped.view("hr", "employee", "Officer");
    assertThat(fields)
        .filteredOn(field -> officer.sight(field, false) != HIDDEN)
        .containsExactly("name", "email", "department", "position", "location");
    assertThat(fields).allMatch(field -> officer.sight(field, true) == FULL);
    var assistant = shipped.view("hr", "employee", "AssistantManager");
    assertThat(fields)
        .filteredOn(field -> assistant.sight(field, true) != FULL)
        .containsExactly("salary", "emergency_contact");
    assertThat(fields)
        .filteredOn(field -> assistant.sight(field, false) != FULL)
        .containsExactly("salary", "emergency_contact");
    assertThat(shipped.view("hr", "employee", "Manager").isWhole()).isTrue();
    assertThat(shipped.view("hr", "leave_request", "Officer").rows()).isEqualTo(OWN);
    assertThat(shipped.view("hr", "leave_request", "AssistantManager").isWhole()).isTrue();
    assertThat(shipped.view("crm", "opportunity", "Manager").isWhole()).isTrue();
  }
}
