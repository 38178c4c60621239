package dev.rolegate.token;

import static dev.rolegate.token.RunningService.FORM;
import static dev.rolegate.token.RunningService.GRANT;
import static dev.rolegate.token.RunningService.basic;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.auth.http.RawHttp.Answer;
import dev.rolegate.auth.http.RefusalAssert;
import dev.rolegate.database.Databases;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What comes too often is told so, over real HTTP. Periods are long: no test waits for one. */
class RateLimitTest {
  private static final Map<String, String> FIVE_FAILURES = Map.of("RATE_LIMIT_FAILURES", "5/PT1H");
  private static final Map<String, String> BEHIND_A_PROXY =
      Map.of("RATE_LIMIT_FAILURES", "5/PT1H", "TRUSTED_PROXIES", "127.0.0.1");

  @TempDir private Path data;

  @Test
  void theDefaultsAreThoseOfTheTable() {
    var limits =
        RunningService.config(
                data,
                Map.of(
                    "RATE_LIMIT_REQUESTS", "",
                    "RATE_LIMIT_FAILURES", "",
                    "RATE_LIMIT_TOKENS", ""))
            .limits();
    assertThat(limits.requests()).hasToString("100/PT1M");
    assertThat(limits.failures()).hasToString("10/PT1M");
    assertThat(limits.tokens()).hasToString("50/PT1S");
  }

  @ParameterizedTest
  @ValueSource(strings = {"alice", "nobody"})
  void failuresLockThePairAlikeForKnownAndUnknown(String clientId) throws IOException {
    try (var service = RunningService.start(data, FIVE_FAILURES)) {
      for (var one = 0; one < 5; one++) {
        assertThat(ask(service, clientId, "wrong").status()).isEqualTo(401);
      }
      var answer = ask(service, clientId, "wrong");
      assertTooMany(answer);
      assertThat(RunningService.json(answer).get("error_description").asText())
          .isEqualTo(
              "The authentication of this client failed too often from this address; wait, then"
                  + " send the right secret.");
      var line = service.audit().getLast();
      assertThat(line.get("client").asText()).isEqualTo(clientId);
      assertThat(line.get("outcome").asText()).isEqualTo("denied");
      assertThat(line.get("reason").asText()).isEqualTo("failure_limit");
      assertThat(ask(service, "bob", "bob-secret").status()).isEqualTo(200);
    }
  }

  /** Else the one answer that differs would tell a guesser that it has found it. */
  @Test
  void theRightSecretIsRefusedWhileThePairIsLocked() throws IOException {
    try (var service = RunningService.start(data, FIVE_FAILURES)) {
      for (var one = 0; one < 5; one++) {
        assertThat(ask(service, "alice", "wrong").status()).isEqualTo(401);
      }
      var wrong = ask(service, "alice", "wrong");
      var right = ask(service, "alice", "alice-secret");
      assertTooMany(right);
      assertThat(withoutId(right)).isEqualTo(withoutId(wrong));
    }
  }

  @Test
  void successesDoNotCountAsFailures() throws IOException {
    try (var service = RunningService.start(data, FIVE_FAILURES)) {
      for (var one = 0; one < 30; one++) {
        assertThat(ask(service, "alice", "alice-secret").status()).isEqualTo(200);
      }
    }
  }

  @Test
  void anotherAddressesFailuresNeverRefuseARightSecret() throws IOException {
    try (var service = RunningService.start(data, BEHIND_A_PROXY)) {
      for (var one = 0; one < 20; one++) {
        var _ = ask(service, "alice", "wrong", "X-Forwarded-For: 203.0.113.9");
      }
      assertTooMany(ask(service, "alice", "alice-secret", "X-Forwarded-For: 203.0.113.9"));
      assertThat(ask(service, "alice", "alice-secret", "X-Forwarded-For: 203.0.113.10").status())
          .isEqualTo(200);
      assertThat(ask(service, "alice", "alice-secret").status()).isEqualTo(200);
    }
  }

  /** Whatever is asked for, and before a byte of the body is there. */
  @Test
  void anAddressIsRefusedBeforeItsRequestIsRead() throws IOException {
    try (var service = RunningService.start(data, Map.of("RATE_LIMIT_REQUESTS", "5/PT1H"))) {
      assertThat(ask(service, "alice", "alice-secret").status()).isEqualTo(200);
      assertThat(ask(service, "alice", "wrong").status()).isEqualTo(401);
      assertThat(service.post("x", "Content-Type: text/plain").status()).isEqualTo(415);
      assertThat(service.post("", FORM).status()).isEqualTo(400);
      assertThat(service.post("{", RunningService.JSON).status()).isEqualTo(400);
      assertTooMany(ask(service, "alice", "alice-secret"));
      assertThat(service.audit().getLast().get("reason").asText()).isEqualTo("request_limit");
      var neverSent =
          service.http.exchange(
              "POST /token HTTP/1.1\r\nHost: localhost:%d\r\nConnection: close\r\n"
                      .formatted(service.port())
                  + FORM
                  + "\r\nContent-Length: 1000\r\n\r\n");
      assertTooMany(neverSent);
      // Documents and health cost nothing, and a server must be able to verify.
      assertThat(service.http.ask("GET", "/.well-known/jwks.json").status()).isEqualTo(200);
    }
  }

  @Test
  void oneClientsTokensAreLimitedAndNobodyElses() throws IOException {
    try (var service = RunningService.start(data, Map.of("RATE_LIMIT_TOKENS", "5/PT1H"))) {
      for (var one = 0; one < 5; one++) {
        assertThat(ask(service, "alice", "alice-secret").status()).isEqualTo(200);
        assertThat(ask(service, "alice", "wrong").status()).isEqualTo(401);
      }
      assertTooMany(ask(service, "alice", "alice-secret"));
      var line = service.audit().getLast();
      assertThat(line.get("reason").asText()).isEqualTo("token_limit");
      assertThat(line.get("role").asText()).isEqualTo("Manager");
      assertThat(ask(service, "bob", "bob-secret").status()).isEqualTo(200);
    }
  }

  @Test
  void twoServicesOnOneDatabaseCountTogether(@TempDir Path other) throws IOException {
    var database = Databases.POSTGRESQL.fresh("token-service", data);
    var password = database.password();
    var changes =
        Map.of(
            "RATE_LIMIT_FAILURES",
            "6/PT1H",
            "DATABASE_URL",
            String.valueOf(database.url()),
            "DATABASE_USER",
            String.valueOf(database.user()),
            "DATABASE_PASSWORD",
            password == null ? "" : password.text(),
            "SECRET_HASH_KEY",
            "q8Yc2mJx0vQp7nWk4sLz9tRb3uHd6fGa1eNo5iKw");
    try (var first = RunningService.start(data, changes);
        var second = RunningService.start(other, changes)) {
      for (var one = 0; one < 3; one++) {
        assertThat(ask(first, "alice", "wrong").status()).isEqualTo(401);
        assertThat(ask(second, "alice", "wrong").status()).isEqualTo(401);
      }
      assertTooMany(ask(first, "alice", "alice-secret"));
      assertTooMany(ask(second, "alice", "alice-secret"));
    }
    try (var again = RunningService.start(data, changes)) {
      assertTooMany(ask(again, "alice", "alice-secret"));
    }
  }

  private static Answer ask(
      RunningService service, String clientId, String secret, String... headers)
      throws IOException {
    var all = new ArrayList<>(List.of(FORM, basic(clientId, secret)));
    all.addAll(List.of(headers));
    return service.post(GRANT, all);
  }

  private static void assertTooMany(Answer answer) throws IOException {
    RefusalAssert.isOurs(answer, 429);
    assertThat(RunningService.json(answer).get("error").asText()).isEqualTo("too_many_requests");
    assertThat(answer.headers("Retry-After")).singleElement().asString().matches("[1-9][0-9]*");
    assertThat(answer.hasHeader("WWW-Authenticate")).isFalse();
  }

  private static String withoutId(Answer answer) throws IOException {
    return RunningService.json(answer).get("error_description").asText();
  }
}
