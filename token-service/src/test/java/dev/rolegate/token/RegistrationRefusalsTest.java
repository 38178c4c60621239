package dev.rolegate.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rolegate.auth.http.RawHttp;
import dev.rolegate.auth.http.RefusalAssert;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Registrations that would be of no use or of too much, each one thing away from a good one. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RegistrationRefusalsTest {
  /** RFC 7518, Appendix C and RFC 7515, Appendix A.2. */
  private static final String EC =
      "'kty':'EC','crv':'P-256','kid':'k1','x':'gI0GAILBdu7T53akrFmMyGcsF3n5dO7MmwNBHKW5SV0',"
          + "'y':'SLW_xSffzlPWrHEVI30DHM_4egVwt3NQqeUD7nMFpps'";

  private static final String SECRET = "Zx81kPq0vBn37LmCwT5yRd29HsJfGe64";

  private RunningService service;

  @BeforeAll
  void start(@TempDir Path data) {
    service = RunningService.start(data);
  }

  @AfterAll
  void stop() {
    service.close();
  }

  /**
   * One thing that is wrong.
   *
   * @param members what makes it so, beside a client id
   * @param says in the answer
   */
  record Wrong(String members, String says) {}

  static List<Wrong> wrongs() {
    return List.of(
        new Wrong("'client_id':''", "client_id is no text of 1 to 128"),
        new Wrong("'client_id':'a b'", "client_id is not made of letters"),
        new Wrong("'client_id':'a:b'", "client_id is not made of letters"),
        new Wrong("'client_id':'-a'", "client_id is not made of letters"),
        new Wrong("'client_id':'\u00e4'", "client_id is not made of letters"),
        new Wrong("'client_id':'" + "a".repeat(129) + "'", "client_id is no text of 1 to 128"),
        new Wrong("'subject':'a\\u0000b'", "subject is no text"),
        new Wrong("'subject':'a\\u2028b'", "subject is no text"),
        new Wrong("'subject':7", "subject is no text"),
        new Wrong("'name':'\\ud800'", "name is no text"),
        new Wrong(
            "'job_role':'manager'",
            "job_role names 'manager', but only these are in the access policy: Manager,"
                + " AssistantManager, Officer; did you mean Manager?"),
        new Wrong("'job_role':'x','unknown_role':false", "job_role names 'x'"),
        new Wrong("'job_role':'x','unknown_role':true", "unknown_role needs a not_after within 60"),
        new Wrong(
            "'job_role':'x','unknown_role':true,'not_after':'2026-11-24T13:00:01Z'",
            "unknown_role needs a not_after within 60"),
        new Wrong(
            "'servers':['hr','crn']",
            "servers names 'crn', but only these are known: crm, hr, project; did you mean crm?"),
        new Wrong("'servers':[]", "servers is empty; leave it out"),
        new Wrong("'servers':'hr'", "servers is no list"),
        new Wrong("'servers':['hr','hr']", "servers is no list"),
        new Wrong("'grants':['password']", "grants names 'password', but only these are known"),
        new Wrong("'grants':[]", "grants is empty"),
        new Wrong("'auth_methods':['none']", "auth_methods names 'none'"),
        new Wrong("'token_ttl':0", "token_ttl is no whole number from 1 to 3600"),
        new Wrong("'token_ttl':3601", "token_ttl is no whole number from 1 to 3600"),
        new Wrong("'token_ttl':1.5", "token_ttl is no whole number"),
        new Wrong("'token_ttl':'60'", "token_ttl is no whole number"),
        new Wrong("'not_after':'tomorrow'", "not_after is no time"),
        new Wrong("'not_after':'2026-11-24T12:00:00Z'", "not_after is over already"),
        new Wrong("'not_after':'2026-11-24T12:00:00.999Z'", "not_after is over already"),
        new Wrong("'not_after_reason':'a project'", "not_after_reason is of no use without"),
        new Wrong("'may_act_for':[1]", "may_act_for is no list"),
        new Wrong("'secret':'kq8Yc2mJx0vQp7nWk4sLz9tRb3uHd6f'", "secret is 31 bytes long"),
        new Wrong("'secret':'" + "Zx81".repeat(8) + "'", "secret repeats itself"),
        new Wrong("'secret':'change-me-please-this-is-my-secret-key'", "well-known words"),
        new Wrong("'secret':'zyzzyxzyyzxxyzzxyyzxzyzxyzzyxzzy'", "fewer than 8 different"),
        new Wrong("'secret':'Zx81kPq0vBn37LmCwT5yRd29HsJf Ge6'", "more than visible ASCII"),
        new Wrong("'secret':'Zx81kPq0vBn37LmCwT5yRd29HsJf\u00e9Ge6'", "more than visible ASCII"),
        new Wrong("'auth_methods':['private_key_jwt']", "jwks is missing"),
        new Wrong("'jwks':[]", "jwks is no list of 1 to 8"),
        new Wrong("'jwks':['x']", "jwks[0] has a kty"),
        new Wrong(jwks("'kty':'oct','kid':'k'"), "jwks[0] has a kty that is neither"),
        new Wrong(jwks("'kty':'oct','kid':'k','k':'abc'"), "holds a private or secret member"),
        new Wrong(jwks(EC + ",'d':'abc'"), "jwks[0] holds a private or secret member"),
        new Wrong(jwks(EC.replace("'k1'", "'k 1'")), "jwks[0] has no kid"),
        new Wrong(jwks(EC.replace("'kid':'k1',", "")), "jwks[0] has no kid"),
        new Wrong(jwks(EC.replace("P-256", "P-384")), "jwks[0] has a crv"),
        new Wrong(jwks(EC.replace("SLW_", "SLW-")), "jwks[0] is no point of the curve P-256"),
        new Wrong(jwks(EC.replace("SLW_", "")), "jwks[0] has an y that is not 32 bytes"),
        new Wrong(jwks(EC + ",'alg':'RS256'"), "jwks[0] has an alg that is not ES256"),
        new Wrong(jwks(EC + ",'use':'enc'"), "jwks[0] is not for signatures"),
        new Wrong(jwks("'kty':'RSA','kid':'k','n':'AQAB','e':'AQAB'"), "jwks[0] has 17 bits"),
        new Wrong(jwks("'kty':'RSA','kid':'k','n':'=','e':'AQAB'"), "jwks[0] has an n that"),
        new Wrong("'jwks':[{" + EC + "},{" + EC + "}]", "jwks[1] has the kid of another"),
        new Wrong(jwks(EC) + ",'auth_methods':['client_secret_basic']", "jwks is of no use, as"),
        new Wrong(jwks(EC) + ",'secret':'" + SECRET + "'", "secret is of no use, as"),
        new Wrong("'roles':['Manager']", "'roles' is not a member that is known here"),
        new Wrong("'operator':''", "operator is no text"),
        new Wrong("'operator':null", "operator is missing"),
        new Wrong("'reason':' '", "reason is no text"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("wrongs")
  void isRefusedWithWhatIsWrong(Wrong wrong) throws IOException {
    var answer = add(wrong.members);
    RefusalAssert.isOurs(answer, 400);
    assertThat(RunningService.json(answer).get("error_description").asText())
        .contains(wrong.says)
        .doesNotContain("zyzzyx", "kq8Yc2", "change-me", "Zx81");
    assertThat(list()).as("nothing was registered").hasToString("[]");
    assertThat(service.audit()).isEmpty();
  }

  @Test
  void everythingIsToldAtOnce() throws IOException {
    var answer = service.adminAlone("clients/add", "'job_role':'x','servers':['y'],'z':1");
    RefusalAssert.isOurs(answer, 400);
    assertThat(answer.body())
        .contains("client_id is missing.", "job_role names 'x'", "servers names 'y'", "'z' is not")
        .contains("operator is missing.", "reason is missing.");
  }

  @Test
  void noRotationIsAnyWeaker() throws IOException {
    var members = List.of("'secret':'short'", "'overlap':'P91D'", "'overlap':'-PT1S'", "'x':1");
    for (var wrong : members) {
      var answer = service.admin("clients/rotate-secret", "'client_id':'c'," + wrong);
      RefusalAssert.isOurs(answer, 400);
    }
    for (var verb : List.of("disable", "enable", "remove", "rotate-secret")) {
      var answer = service.adminAlone("clients/" + verb, "'client_id':'c'");
      RefusalAssert.isOurs(answer, 400);
      assertThat(answer.body()).contains("operator is missing.", "reason is missing.");
    }
  }

  @Test
  void aGoodKeyIsKeptWithoutWhatIsNotOfIt(@TempDir Path other) throws IOException {
    try (var fresh = RunningService.start(other)) {
      var added = fresh.admin("clients/add", "'client_id':'c'," + jwks(EC + ",'note':'x'"));
      assertThat(added.status()).as(added.body()).isEqualTo(201);
      assertThat(RunningService.json(added).has("secret")).isFalse();
      var client = RunningService.json(added).get("client");
      assertThat(client.get("auth_methods")).hasToString("[\"private_key_jwt\"]");
      assertThat(client.get("secrets")).isEmpty();
      assertThat(client.get("jwks").toString().replace('"', '\''))
          .contains("'kid':'k1'", "'crv':'P-256'")
          .doesNotContain("note");
      var rotated = fresh.admin("clients/rotate-secret", "'client_id':'c'");
      RefusalAssert.isOurs(rotated, 409);
      assertThat(rotated.body()).contains("no secret to rotate");
    }
  }

  /** A good registration but for these members. */
  private RawHttp.Answer add(String members) throws IOException {
    var all = new StringBuilder(members);
    for (var good : List.of("'client_id':'c'", "'operator':'dora'", "'reason':'a test'")) {
      if (!members.contains(good.substring(0, good.indexOf(':') + 1))) {
        all.append(',').append(good);
      }
    }
    return service.adminAlone("clients/add", all.toString());
  }

  private JsonNode list() throws IOException {
    return RunningService.json(service.adminAlone("clients/list", "")).get("clients");
  }

  private static String jwks(String members) {
    return "'jwks':[{" + members + "}]";
  }
}
