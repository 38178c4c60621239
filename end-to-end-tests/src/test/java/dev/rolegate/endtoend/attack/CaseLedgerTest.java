package dev.rolegate.endtoend.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** No case of the file is forgotten: each is run, or waits for something that has a name. */
class CaseLedgerTest {
  /** What does not exist yet, or cannot be shown here, and the cases that wait for it. */
  private static final Map<String, Predicate<AttackCase>> WAITING =
      Map.ofEntries(
          Map.entry(
              "a restored backup, by the rule in the token service's own tests",
              one -> one.id().equals(RefreshCasesTest.RESTORED_BACKUP)),
          Map.entry(
              "rotation of keys, in the token service's own tests", one -> one.isAbout("ROTATE")),
          Map.entry(
              "load and exhaustion, in benchmarks", one -> one.isAbout("DOS") && !isLimit(one)),
          Map.entry("statistics of time, in SameTimeTest", one -> one.id().equals("TOKEN-038")),
          Map.entry("MCP 2026-07-28", one -> Set.of("MCP-076", "ELICIT-013").contains(one.id())),
          Map.entry("a minute of real time for one slow body", one -> one.id().equals("MCP-070")),
          Map.entry("the image as it is published", one -> one.isAbout("SUPPLY")),
          Map.entry("a machine's clock that jumps", one -> one.id().equals("CRASH-011")),
          Map.entry("a network that fails", one -> one.id().equals("CRASH-015")));

  @Test
  void everyCaseIsRunOrWaits() {
    var ids = new ArrayList<String>();
    run().forEach(one -> ids.add(one.id()));
    ids.addAll(TokenCasesTest.NOT_APPLICABLE);
    for (var reason : WAITING.entrySet()) {
      var waiting = AttackCases.where(reason.getValue());
      assertThat(waiting).as(reason.getKey()).isNotEmpty();
      waiting.forEach(one -> ids.add(one.id()));
    }
    assertThat(ids).doesNotHaveDuplicates();
    assertThat(new HashSet<>(ids))
        .containsExactlyInAnyOrderElementsOf(
            AttackCases.all().stream().map(AttackCase::id).toList());
  }

  @Test
  void everyTokenIsRun() {
    var tokens = AttackCases.where(one -> one.kind().equals("token"));
    assertThat(tokens).hasSize(140);
    assertThat(run()).containsAll(tokens.stream().filter(CaseLedgerTest::applies).toList());
  }

  private static List<AttackCase> run() {
    var run = new ArrayList<AttackCase>();
    run.addAll(TokenCasesTest.cases());
    run.addAll(PublishedKeyCasesTest.cases());
    run.addAll(RawCasesTest.cases());
    run.addAll(BearerCasesTest.cases());
    run.addAll(McpCasesTest.cases());
    run.addAll(TokenEndpointCasesTest.cases());
    run.addAll(ConfigurationCasesTest.cases());
    run.addAll(AuditCasesTest.cases());
    run.addAll(RevocationCasesTest.cases());
    run.addAll(RateLimitCasesTest.cases());
    run.addAll(RefreshCasesTest.cases());
    run.addAll(ApiKeyCasesTest.cases());
    // In GrantsTest.
    run.add(AttackCases.get("REVOKE-002"));
    // In the kit's ElicitationTest, which tells apart what its clients can be asked.
    AttackCases.where(one -> one.isAbout("ELICIT") && !one.id().equals("ELICIT-013"))
        .forEach(run::add);
    // In dev.rolegate.endtoend.process, where services are processes that die.
    run.add(AttackCases.get("LOG-007"));
    run.add(AttackCases.get("CRASH-006"));
    run.add(AttackCases.get("CRASH-012"));
    run.add(AttackCases.get("CRASH-014"));
    return run;
  }

  private static boolean applies(AttackCase one) {
    return !TokenCasesTest.NOT_APPLICABLE.contains(one.id());
  }

  private static boolean isLimit(AttackCase one) {
    return RateLimitCasesTest.cases().contains(one);
  }
}
