package dev.rolegate.auth.revocation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.auth.TestApprovers;
import dev.rolegate.auth.TestCallers;
import dev.rolegate.auth.TestTokens;
import dev.rolegate.auth.revocation.RevokedThing.Kind;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** A token that was traded for another dies with that one, and with whoever acts with it. */
class RevocationListTest {
  private static final long THEN = TestTokens.NOW.getEpochSecond();

  /** The first token, and the one that an agent traded it for ten minutes later. */
  record Case(String name, Kind kind, String value, long before, boolean first, boolean derived) {
    @Override
    public String toString() {
      return name;
    }
  }

  static final List<Case> cases =
      List.of(
          new Case("the first token", Kind.JTI, "first-jti", RevokedThing.FOREVER, true, true),
          new Case("the derived one", Kind.JTI, "derived-jti", RevokedThing.FOREVER, false, true),
          new Case("another token", Kind.JTI, "other-jti", RevokedThing.FOREVER, false, false),
          new Case("the first's key", Kind.KID, "first-kid", RevokedThing.FOREVER, true, true),
          new Case("the other's key", Kind.KID, "derived-kid", RevokedThing.FOREVER, false, true),
          new Case("the client, between both", Kind.CLIENT, "client", THEN + 60, true, true),
          new Case("the subject, between both", Kind.SUBJECT, "subject", THEN + 60, true, true),
          new Case("everybody, between both", Kind.ALL, "", THEN + 60, true, true),
          new Case("the client, before both", Kind.CLIENT, "client", THEN, false, false),
          new Case("the agent, between both", Kind.CLIENT, "agent", THEN + 60, false, false),
          new Case("the agent, after both", Kind.CLIENT, "agent", THEN + 601, false, true),
          new Case("its subject, after both", Kind.SUBJECT, "agent-sub", THEN + 601, false, true));

  @ParameterizedTest
  @FieldSource("cases")
  void takesWithIt(Case one) {
    var first =
        TestCallers.revocable("first-jti", "client", "subject", "first-kid", TestTokens.NOW);
    var derived = TestCallers.derived(first, "agent", TestTokens.NOW.plusSeconds(600));
    var list = new RevocationList();
    list.add(new RevokedThing(one.kind, one.value, one.before, RevokedThing.FOREVER));
    assertThat(list.holds(first)).isEqualTo(one.first);
    assertThat(list.holds(derived)).isEqualTo(one.derived);
  }

  /** The sign-in of an approver, who is also the subject of a client called client. */
  record SignIn(String name, Kind kind, String value, long before, boolean ends) {
    @Override
    public String toString() {
      return name;
    }
  }

  static final List<SignIn> signIns =
      List.of(
          new SignIn("its token", Kind.JTI, "jti", RevokedThing.FOREVER, true),
          new SignIn("another token", Kind.JTI, "other", RevokedThing.FOREVER, false),
          new SignIn("its key", Kind.KID, "kid", RevokedThing.FOREVER, true),
          new SignIn("another key", Kind.KID, "other", RevokedThing.FOREVER, false),
          new SignIn("the subject", Kind.SUBJECT, "subject", THEN + 1, true),
          new SignIn("the subject, before", Kind.SUBJECT, "subject", THEN, false),
          new SignIn("another subject", Kind.SUBJECT, "other", THEN + 1, false),
          new SignIn("everybody", Kind.ALL, "", THEN + 1, true),
          new SignIn("everybody, before", Kind.ALL, "", THEN, false),
          new SignIn("a client of that name", Kind.CLIENT, "subject", THEN + 1, false));

  @ParameterizedTest
  @FieldSource("signIns")
  void endsASignIn(SignIn one) {
    var approver = TestApprovers.revocable("jti", "subject", "kid", "Manager", TestTokens.NOW);
    var list = new RevocationList();
    list.add(new RevokedThing(one.kind, one.value, one.before, RevokedThing.FOREVER));
    assertThat(list.holds(approver)).isEqualTo(one.ends);
  }
}
