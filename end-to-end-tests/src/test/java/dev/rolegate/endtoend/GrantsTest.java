package dev.rolegate.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.auth.SigningAlgorithm;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What registered clients may do beyond a first token, and how it ends at the servers. */
class GrantsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final String WHY = " --reason 'a test'";
  private static final String FORM = "Content-Type: application/x-www-form-urlencoded";

  private static Deployment deployment;
  private static Operator operator;

  @BeforeAll
  static void start() {
    deployment = Deployment.start(SigningAlgorithm.RS256);
    operator = new Operator(deployment);
  }

  @AfterAll
  static void stop() {
    deployment.close();
  }

  @Test
  void aRefreshTokenThatIsUsedTwiceEndsWhatCameOfItAtTheServers() {
    var app = refreshing("reused");
    var first = app.asks("grant_type=client_credentials");
    var second = app.refreshes(first);
    assertThat(second.status()).isEqualTo(200);
    assertThat(app.refreshes(first).status()).isEqualTo(400);
    assertIsRefusedEverywhere(accessToken(first));
    assertIsRefusedEverywhere(accessToken(second));
    assertThat(app.refreshes(second).status()).isEqualTo(400);
  }

  /** REVOKE-002. */
  @Test
  void aRefreshTokenThatIsRevokedTakesItsAccessTokensAlong() {
    var app = refreshing("revoking");
    var first = app.asks("grant_type=client_credentials");
    var token = first.json().get("refresh_token").asText();
    var revoked = app.posts("/revoke", "token=" + token);
    assertThat(revoked.status()).isEqualTo(200);
    assertThat(app.refreshes(first).status()).isEqualTo(400);
    assertIsRefusedEverywhere(accessToken(first));
  }

  @Test
  void aTokenThatWasTradedDiesWithItsParent() {
    var person = client("person", "--role Officer");
    var agent =
        client(
            "agent",
            "--role Manager --may-act-for person"
                + " --grants client_credentials,urn:ietf:params:oauth:grant-type:token-exchange");
    var parent = accessToken(person.asks("grant_type=client_credentials"));
    var traded =
        agent.asks(
            "grant_type=urn:ietf:params:oauth:grant-type:token-exchange&subject_token="
                + parent
                + "&subject_token_type=urn:ietf:params:oauth:token-type:access_token");
    assertThat(traded.status()).as(traded.toString()).isEqualTo(200);
    var derived = accessToken(traded);
    Streamable.open(deployment.url(Server.HR), derived).close();
    // The agent is a Manager, but it acts for an Officer.
    assertThat(Streamable.knock(deployment.url(Server.CRM), derived).status()).isEqualTo(403);
    assertThat(person.posts("/revoke", "token=" + parent).status()).isEqualTo(200);
    assertIsRefused(Server.HR, derived);
  }

  @Test
  void aClientForHrOnlyIsNobodyElsewhereWhateverItsRole() {
    var token =
        accessToken(
            client("narrow", "--role Manager --servers hr").asks("grant_type=client_credentials"));
    Streamable.open(deployment.url(Server.HR), token).close();
    for (var other : new Server[] {Server.PROJECT, Server.CRM}) {
      var answer = Streamable.knock(deployment.url(other), token);
      assertThat(answer.status()).isEqualTo(401);
      assertThat(answer.header("WWW-Authenticate")).contains("audience");
    }
  }

  /** An emergency: the key that signs is taken out, and what it signed with it. */
  @Test
  void aRevokedKeyIsRefusedEverywhereAndTheNextOneSigns() {
    var app = client("emergency", "--role Manager");
    var before = accessToken(app.asks("grant_type=client_credentials"));
    var list = Json.parse(operator.types("key list --json").out()).get("keys");
    var signing =
        list.valueStream()
            .filter(key -> key.get("state").asText().equals("signing"))
            .findFirst()
            .orElseThrow();
    var began = System.nanoTime();
    var revoked = operator.types("key revoke --yes " + signing.get("kid").asText() + WHY);
    assertThat(revoked.code()).as(revoked.err()).isZero();
    assertIsRefusedEverywhere(before);
    LoggerFactory.getLogger(GrantsTest.class)
        .warn(
            "MEASURED emergency revocation of a key: {} ms from the command to the third server",
            (System.nanoTime() - began) / 1_000_000);
    var after = accessToken(app.asks("grant_type=client_credentials"));
    for (var server : Server.values()) {
      assertThat(Streamable.knock(deployment.url(server), after).status()).isEqualTo(400);
    }
  }

  private static Client refreshing(String id) {
    return client(id, "--role Manager --grants client_credentials,refresh_token");
  }

  private static Client client(String id, String registration) {
    return new Client(id, operator.secret("client add " + id + " " + registration + WHY));
  }

  private record Client(String id, String secret) {
    Answer asks(String body) {
      return posts("/token", body);
    }

    Answer refreshes(Answer answer) {
      return asks(
          "grant_type=refresh_token&refresh_token=" + answer.json().get("refresh_token").asText());
    }

    Answer posts(String path, String body) {
      return Http.post(
          deployment.tokenServiceUrl().resolve(path),
          body + "&client_id=" + id + "&client_secret=" + secret,
          FORM);
    }
  }

  private static String accessToken(Answer answer) {
    assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    return answer.json().get("access_token").asText();
  }

  private static void assertIsRefusedEverywhere(String token) {
    for (var server : Server.values()) {
      assertIsRefused(server, token);
    }
  }

  private static void assertIsRefused(Server server, String token) {
    var end = System.nanoTime() + PATIENCE.toNanos();
    var answer = Streamable.knock(deployment.url(server), token);
    while (answer.status() == 400 && System.nanoTime() < end) {
      answer = Streamable.knock(deployment.url(server), token);
    }
    assertThat(answer.status()).as(server + " " + answer).isEqualTo(401);
  }
}
