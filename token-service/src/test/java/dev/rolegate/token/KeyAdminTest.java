package dev.rolegate.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rolegate.auth.http.RawHttp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The keys over the management port, and what it does to tokens. */
@Timeout(120)
class KeyAdminTest {
  private static final Map<String, String> ES256 = Map.of("TOKEN_ALGORITHM", "ES256");
  private static final String WHO = "\"operator\":\"ann\",\"reason\":\"a drill\"";

  @TempDir Path data;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "keys/list {\"x\":1}",
        "keys/rotate {}",
        "keys/rotate {\"operator\":\"ann\"}",
        "keys/rotate {\"operator\":\"ann\",\"reason\":\"r\",\"now\":\"yes\"}",
        "keys/revoke {\"operator\":\"ann\",\"reason\":\"r\"}",
        "keys/revoke {\"operator\":\"ann\",\"reason\":\"r\",\"kid\":7}"
      })
  void aRequestThatIsIncompleteChangesNothing(String request) throws IOException {
    try (var service = RunningService.start(data, ES256)) {
      var before = kids(service);
      var space = request.indexOf(' ');
      var answer = ask(service, request.substring(0, space), request.substring(space + 1));
      assertThat(answer.status()).isEqualTo(400);
      assertThat(RunningService.json(answer).get("error").asText()).isEqualTo("invalid_request");
      assertThat(kids(service)).isEqualTo(before);
    }
  }

  @Test
  void withoutTheManagementTokenNothingIsShown() throws IOException {
    try (var service = RunningService.start(data, ES256)) {
      var http = new RawHttp(service.managementPort());
      for (var name : List.of("keys/list", "keys/rotate", "keys/revoke")) {
        assertThat(http.post("/admin/" + name, "{}", RunningService.JSON).status()).isEqualTo(401);
      }
    }
  }

  @Test
  void theNextKeyIsPublishedAndSignsWhenItIsToldTo() throws IOException {
    try (var service = RunningService.start(data, ES256)) {
      var old = kid(service);
      var rotated = RunningService.json(ask(service, "keys/rotate", "{" + WHO + "}"));
      var next = rotated.get("kid").asText();
      assertThat(kids(service)).containsExactlyInAnyOrder(old, next);
      assertThat(kid(service)).isEqualTo(old);
      var again = ask(service, "keys/rotate", "{" + WHO + "}");
      assertThat(again.status()).isEqualTo(409);
      assertThat(again.body()).contains("is published already").contains("conflict");

      var now = RunningService.json(ask(service, "keys/rotate", "{" + WHO + ",\"now\":true}"));
      assertThat(now.get("kid").asText()).isEqualTo(next);
      assertThat(now.get("note").asText()).contains("once in 30 seconds");
      assertThat(kid(service)).isEqualTo(next);
      var keys = RunningService.json(ask(service, "keys/list", "{}")).get("keys");
      assertThat(keys.findValuesAsText("state")).containsExactlyInAnyOrder("retired", "signing");
      for (var key : keys) {
        assertThat(key.fieldNames()).toIterable().contains("kid", "alg", "published_at");
        assertThat(key.get("alg").asText()).isEqualTo("ES256");
        assertThat(key.has("gone_at")).isEqualTo(key.get("state").asText().equals("retired"));
      }
    }
  }

  @Test
  void aRevokedKeyIsGoneFromTheDocumentAndTheAuditKnowsWhoAndWhy() throws IOException {
    try (var service = RunningService.start(data, ES256)) {
      var bad = kid(service);
      var body = "{" + WHO + ",\"kid\":\"" + bad + "\"}";
      assertThat(ask(service, "keys/revoke", body).status()).isEqualTo(200);
      assertThat(kids(service)).hasSize(1).doesNotContain(bad);
      assertThat(kid(service)).isNotEqualTo(bad);
      assertThat(service.audit())
          .filteredOn(line -> line.path("action").asText().equals("admin_keys_revoke"))
          .singleElement()
          .satisfies(line -> {
            assertThat(line.toString()).contains("ann", "a drill", bad);
          });
      var unknown = ask(service, "keys/revoke", "{" + WHO + ",\"kid\":\"nobody\"}");
      assertThat(unknown.status()).isEqualTo(404);
    }
  }

  /** A key that was given is rotated where it comes from, and a shared secret by hand. */
  @Test
  void aKeyThatIsNotOursToRotateIsNot() throws IOException {
    try (var service = RunningService.start(data, Map.of("TOKEN_ALGORITHM", "HS256"))) {
      var own = kid(service);
      var keys = RunningService.json(ask(service, "keys/list", "{}")).get("keys");
      assertThat(keys).hasSize(1);
      assertThat(keys.get(0).get("kid").asText()).isEqualTo(own);
      var rotate = ask(service, "keys/rotate", "{" + WHO + "}");
      assertThat(rotate.status()).isEqualTo(409);
      assertThat(rotate.body()).contains("hs256.key", "stop all services");
      var revoke = ask(service, "keys/revoke", "{" + WHO + ",\"kid\":\"" + own + "\"}");
      assertThat(revoke.status()).isEqualTo(409);
      var earlier = ask(service, "keys/revoke", "{" + WHO + ",\"kid\":\"earlier\"}");
      assertThat(earlier.status()).isEqualTo(200);
      assertThat(kid(service)).isEqualTo(own);
    }
  }

  /** The thread that watches brings the next key in, without anybody asking. */
  @Test
  void aPublishedKeySignsOnceItsTimeHasCome() throws IOException {
    var quick = Map.of("TOKEN_ALGORITHM", "ES256", "KEY_PUBLISH_WAIT", "PT1S");
    try (var service = RunningService.start(data, quick)) {
      assertThat(service.http.ask("GET", "/.well-known/jwks.json").header("Cache-Control"))
          .isEqualTo("public, max-age=0");
      var next =
          RunningService.json(ask(service, "keys/rotate", "{" + WHO + "}")).get("kid").asText();
      while (!kid(service).equals(next)) {
        assertThat(Thread.currentThread().isInterrupted()).as("the time is over").isFalse();
        Thread.onSpinWait();
      }
      assertThat(kids(service)).hasSize(2);
    }
  }

  private RawHttp.Answer ask(RunningService service, String name, String body) throws IOException {
    var token = Files.readString(data.resolve("token-service/management.token")).strip();
    return new RawHttp(service.managementPort())
        .post("/admin/" + name, body, RunningService.JSON, "Authorization: Bearer " + token);
  }

  private static String kid(RunningService service) throws IOException {
    return RunningService.part(service.token("alice", "alice-secret"), 0).get("kid").asText();
  }

  private static List<String> kids(RunningService service) throws IOException {
    JsonNode set =
        new ObjectMapper().readTree(service.http.ask("GET", "/.well-known/jwks.json").body());
    return StreamSupport.stream(set.get("keys").spliterator(), false)
        .map(key -> key.get("kid").asText())
        .toList();
  }
}
