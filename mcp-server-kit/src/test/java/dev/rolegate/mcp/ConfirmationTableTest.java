package dev.rolegate.mcp;

import static dev.rolegate.auth.TestApprovers.ALICE;
import static dev.rolegate.auth.TestApprovers.BOB;
import static dev.rolegate.auth.TestApprovers.CAROL;
import static dev.rolegate.auth.TestApprovers.ERIN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.auth.Approver;
import dev.rolegate.auth.Caller;
import dev.rolegate.auth.TestApprovers;
import dev.rolegate.auth.TestCallers;
import dev.rolegate.database.Databases;
import dev.rolegate.mcp.change.Approvals.Ruling;
import dev.rolegate.mcp.change.Change;
import dev.rolegate.mcp.change.Change.Difference;
import dev.rolegate.mcp.change.Changes;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each way to release a change and each way to cheat, without a client: what is written. */
class ConfirmationTableTest {
  private static final String ASK = "set_salary_asked";
  private static final String PERSON = "set_salary_by_person";
  private static final String OTHER = "set_salary_by_other";
  private static final String CALL = "{'id': 'EMP-002', 'salary': 5000.5}";
  private static final Caller DELEGATED = TestCallers.behind(TestCallers.ALICE, "agent", "Manager");

  @TempDir private Path folder;

  /** Does something with a change that alice asked for, and tells what came of it. */
  private interface Way {
    String go(ChangeFixture at, Change change);
  }

  private record Row(
      String name, Caller requester, String tool, Way way, String outcome, int writes) {}

  private static Row row(String name, String tool, Way way, String outcome, int writes) {
    return new Row(name, TestCallers.ALICE, tool, way, outcome, writes);
  }

  private static final List<Row> ROWS =
      List.of(
          // what must not work
          row("nobody says anything", ASK, (at, change) -> state(at, change), "PENDING", 0),
          row("the client's word for what asks a person", PERSON, client(), "an approver", 0),
          row("the client's word for what asks another", OTHER, client(), "an approver", 0),
          row(
              "the word of another client of the same subject",
              ASK,
              (at, change) ->
                  confirmed(
                      at,
                      change,
                      TestCallers.revocable(
                          "jti", "other-client", "alice", "kid", at.clock().instant())),
              "no such change",
              0),
          row("the word of another caller", ASK, by(TestCallers.BOB), "no such change", 0),
          row("of who acts for the one who asked", ASK, by(DELEGATED), "no such change", 0),
          new Row(
              "of the one for whom another asked",
              DELEGATED,
              ASK,
              by(TestCallers.ALICE),
              "no such change",
              0),
          row(
              "the person who asked, where it takes another",
              OTHER,
              approve(ALICE),
              "not_permitted",
              0),
          row(
              "another person of a role that is not named",
              OTHER,
              approve(BOB),
              "not_permitted",
              0),
          row("an approver whose role has not the tool", ASK, approve(CAROL), "not_permitted", 0),
          row(
              "an approver without a role",
              PERSON,
              approve(TestApprovers.of("eve", null)),
              "not_permitted",
              0),
          row(
              "an approver whose sign-in was taken back",
              ASK,
              (at, change) -> {
                at.revoke(ERIN.tokenId());
                return approved(at, change, ERIN);
              },
              "not_permitted",
              0),
          row(
              "after it was declined",
              ASK,
              then(decline(ERIN), approve(ERIN)),
              "already_decided",
              0),
          row(
              "after the client's person said no",
              ASK,
              (at, change) -> {
                at.changes().refused(change.id(), TestCallers.ALICE, "no", "request-2");
                return approved(at, change, ERIN);
              },
              "already_decided",
              0),
          row("after its time", ASK, then(late(), approve(ERIN)), "expired", 0),
          row("the client's word after its time", ASK, then(late(), client()), "time was over", 0),
          row("declined after its time", ASK, then(late(), decline(ERIN)), "expired", 0),
          row(
              "after the requester's token was revoked",
              ASK,
              (at, change) -> {
                at.revoke(TestCallers.ALICE.tokenId());
                return approved(at, change, ERIN);
              },
              "FAILED",
              0),
          row(
              "after the policy took the tool away",
              ASK,
              then(
                  policy(
                      "set_salary_asked: {allow: [Manager, AssistantManager]",
                      "set_salary_asked: {allow: [AssistantManager]"),
                  approve(BOB)),
              "FAILED",
              0),
          row(
              "after the policy asks another person",
              ASK,
              then(
                  policy(
                      "set_salary_asked: {allow: [Manager, AssistantManager], confirm: ask}",
                      "set_salary_asked: {allow: [Manager, AssistantManager], confirm: {other: [Manager]}}"),
                  approve(ALICE)),
              "not_permitted",
              0),
          row(
              "the client's word after the policy asks a person",
              ASK,
              then(
                  policy(
                      "set_salary_asked: {allow: [Manager, AssistantManager], confirm: ask}",
                      "set_salary_asked: {allow: [Manager, AssistantManager], confirm: person}"),
                  client()),
              "an approver",
              0),
          row(
              "the person who asked, after the policy asks nobody",
              OTHER,
              then(policy("confirm: {other: [Manager]}", "confirm: none"), approve(ALICE)),
              "not_permitted",
              0),
          row(
              "after what it would change has changed",
              ASK,
              then(sql("update people set salary = 7 where id = 'EMP-002'"), approve(ERIN)),
              "FAILED",
              0),
          row(
              "after the person is gone",
              ASK,
              then(sql("update people set id = 'EMP-009' where id = 'EMP-002'"), approve(ERIN)),
              "FAILED",
              0),
          row(
              "after its arguments were changed",
              ASK,
              then(
                  sql("update pending_changes set arguments = replace(arguments, '5000.5', '9')"),
                  approve(ERIN)),
              "FAILED",
              0),
          row(
              "after its requester was changed",
              ASK,
              then(
                  sql("update pending_changes set caller = replace(caller, 'alice', 'bob')"),
                  approve(ERIN)),
              "FAILED",
              0),
          row(
              "one that there is not",
              ASK,
              (at, _) -> told(at.changes().approve("CHG-SAMPLE-00000000", ERIN, "request-2")),
              "not_found",
              0),
          row("the same twice", ASK, then(approve(ERIN), approve(ERIN)), "already_decided", 1),
          row(
              "declined after it was done",
              ASK,
              then(approve(ERIN), decline(ERIN)),
              "already_decided",
              1),
          row("the client's word twice", ASK, then(client(), client()), "decided already", 1),
          // what must work
          row("the client's word", ASK, client(), "written", 1),
          row("an approver who might have asked", ASK, approve(BOB), "DONE", 1),
          row("the person who asked, as an approver", PERSON, approve(ALICE), "DONE", 1),
          row("another person", OTHER, approve(ERIN), "DONE", 1),
          row("an approver's no", OTHER, decline(ERIN), "DECLINED", 0),
          new Row("for whom an agent asked", DELEGATED, PERSON, approve(ALICE), "DONE", 1),
          new Row("the agent's client", DELEGATED, ASK, by(DELEGATED), "written", 1),
          row(
              "after the token only ended",
              ASK,
              then(policy("confirm: ask", "confirm: ask"), approve(ERIN)),
              "DONE",
              1));

  @ParameterizedTest
  @EnumSource
  void isWrittenOnlyByTheRightWord(Databases engine) {
    var softly = new SoftAssertions();
    for (var row : ROWS) {
      try (var at = ChangeFixture.fresh(engine, folder)) {
        var change = at.waiting(row.requester(), row.tool(), CALL);
        softly.assertThat(row.way().go(at, change)).as(row.name()).contains(row.outcome());
        softly.assertThat(at.writes()).as("writes: " + row.name()).isEqualTo(row.writes());
      }
    }
    softly.assertAll();
  }

  @ParameterizedTest
  @EnumSource
  void aReleaseIsShownAuditedAndDoneInTheNameOfWhoAsked(Databases engine) {
    try (var at = ChangeFixture.fresh(engine, folder)) {
      var change = at.waiting(TestCallers.ALICE, OTHER, CALL);
      assertThat(change.preview())
          .containsExactly(
              new Difference("salary", null, "5000.50"),
              new Difference("id", "EMP-002", "EMP-002"),
              new Difference("name", "Bob", "Bob"));
      assertThat(at.changes().pending(ERIN)).containsExactly(change);
      assertThat(at.changes().pending(ALICE)).isEmpty();
      assertThat(approved(at, change, ERIN)).isEqualTo("DONE");
      var done = Objects.requireNonNull(at.changes().ownedBy(TestCallers.ALICE, change.id()));
      assertThat(done.state()).isEqualTo(Change.State.DONE);
      assertThat(Objects.requireNonNull(done.ending()).by()).isEqualTo("erin");
      assertThat(at.changes().ownedBy(TestCallers.BOB, change.id())).isNull();
      assertThat(at.changes().ended(ERIN, 10)).hasSize(1);
      assertThat(at.audit())
          .containsExactly("change/requested - allowed", "change/approved erin allowed");
    }
  }

  /** Found by asking why for the request of a refused approval. */
  @ParameterizedTest
  @EnumSource
  void aWordThatDoesNotCountIsAuditedWithWhoseItWas(Databases engine) {
    try (var at = ChangeFixture.fresh(engine, folder)) {
      var change = at.waiting(TestCallers.ALICE, OTHER, CALL);
      assertThat(approved(at, change, ALICE)).isNotEqualTo("DONE");
      assertThat(at.changes().decline(change.id(), ALICE, null, "request-3"))
          .isInstanceOf(Ruling.Refused.class);
      assertThat(approved(at, change, ERIN)).isEqualTo("DONE");
      assertThat(approved(at, change, ERIN)).isNotEqualTo("DONE");
      assertThat(at.audit())
          .containsExactly(
              "change/requested - allowed",
              "change/refused alice denied",
              "change/refused alice denied",
              "change/approved erin allowed",
              "change/refused erin denied");
    }
  }

  @ParameterizedTest
  @EnumSource
  void nobodyIsShownWhatTheirRoleDoesNotSee(Databases engine) {
    try (var at = ChangeFixture.fresh(engine, folder)) {
      var change = at.waiting(TestCallers.BOB, ASK, CALL);
      assertThat(change.preview().toString()).doesNotContain("5000");
      assertThat(String.valueOf(at.changes().find(change.id(), BOB))).doesNotContain("5000");
      assertThat(String.valueOf(at.changes().find(change.id(), ALICE))).contains("5000");
      assertThat(at.changes().find(change.id(), CAROL)).isNull();
    }
  }

  @ParameterizedTest
  @EnumSource
  void whoAsksTwiceIsDoneOnce(Databases engine) {
    try (var at = ChangeFixture.fresh(engine, folder)) {
      var first = at.waiting(TestCallers.ALICE, ASK, CALL);
      var again = at.waiting(TestCallers.ALICE, ASK, "{'salary': 5000.5, 'id': 'EMP-002'}");
      var others = at.waiting(TestCallers.BOB, ASK, CALL);
      assertThat(again.id()).isEqualTo(first.id()).isNotEqualTo(others.id());
    }
  }

  @ParameterizedTest
  @EnumSource
  void aCallerHasAHundredAtMost(Databases engine) {
    try (var at = ChangeFixture.fresh(engine, folder)) {
      for (var i = 0; i < 100; i++) {
        var _ = at.waiting(TestCallers.ALICE, ASK, "{'id': 'EMP-002', 'salary': %d}".formatted(i));
      }
      assertThat(at.ask(TestCallers.ALICE, ASK, CALL)).isInstanceOf(Changes.Request.Refused.class);
      assertThat(at.waiting(TestCallers.BOB, ASK, CALL).state()).isEqualTo(Change.State.PENDING);
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatCannotBeDoneIsNotAskedFor(Databases engine) {
    try (var at = ChangeFixture.fresh(engine, folder)) {
      assertThat(at.ask(TestCallers.ALICE, ASK, "{'id': 'EMP-007', 'salary': 1}"))
          .isEqualTo(new Changes.Request.Refused(List.of("id EMP-007 is nobody; give another.")));
      assertThat(at.changes().pending(ERIN)).isEmpty();
    }
  }

  private static Way client() {
    return (at, change) -> confirmed(at, change, TestCallers.ALICE);
  }

  private static Way by(Caller caller) {
    return (at, change) -> confirmed(at, change, caller);
  }

  private static Way approve(Approver approver) {
    return (at, change) -> approved(at, change, approver);
  }

  private static Way decline(Approver approver) {
    return (at, change) ->
        told(at.changes().decline(change.id(), approver, "not now", "request-2"));
  }

  private static Way late() {
    return (at, _) -> {
      at.clock().advance(ChangeFixture.LIFETIME);
      return "";
    };
  }

  private static Way policy(String line, String instead) {
    return (at, _) -> {
      at.policy(Salaries.policy(policy -> policy.replace(line, instead)));
      return "";
    };
  }

  private static Way sql(String statement) {
    return (at, _) -> {
      at.database().write(handle -> handle.execute(statement));
      return "";
    };
  }

  private static Way then(Way first, Way second) {
    return (at, change) -> {
      var _ = first.go(at, change);
      return second.go(at, change);
    };
  }

  private static String approved(ChangeFixture at, Change change, Approver approver) {
    return told(at.changes().approve(change.id(), approver, "request-2"));
  }

  private static String told(Ruling ruling) {
    return switch (ruling) {
      case Ruling.Decided(var change) -> change.state().name();
      case Ruling.Refused(var code, var _) -> code;
    };
  }

  private static String confirmed(ChangeFixture at, Change change, Caller caller) {
    return switch (at.changes().confirmed(change.id(), caller, "request-2")) {
      case Changes.Confirmed.Written _ -> "written";
      case Changes.Confirmed.NotWritten(var explanation) -> explanation;
    };
  }

  private static String state(ChangeFixture at, Change change) {
    return Objects.requireNonNull(at.changes().ownedBy(TestCallers.ALICE, change.id()))
        .state()
        .name();
  }
}
