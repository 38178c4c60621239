package dev.rolegate.token;

import static dev.rolegate.token.RunningService.CRM;
import static dev.rolegate.token.RunningService.FORM;
import static dev.rolegate.token.RunningService.GRANT;
import static dev.rolegate.token.RunningService.alice;
import static dev.rolegate.token.RunningService.basic;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.rolegate.auth.AuditTrail;
import dev.rolegate.auth.http.RefusalAssert;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** One line for each decision, and none that a secret or a forger's text could be read in. */
class TokenAuditTest {
  @TempDir Path data;

  @Test
  void eachDecisionIsOneLine() throws IOException {
    try (var service = RunningService.start(data)) {
      var issued = service.post(GRANT, FORM, alice());
      assertThat(line(service))
          .isEqualTo(
              line(
                  issued.header("X-Request-Id"), "alice", "alice", "Manager", "allowed", "issued"));
      var wrong = service.post(GRANT, FORM, basic("alice", "wrong"));
      assertThat(line(service))
          .isEqualTo(
              line(wrong.header("X-Request-Id"), null, "alice", null, "denied", "wrong_secret"));
      var unknown = service.post(GRANT, FORM, basic("nobody", "alice-secret"));
      assertThat(line(service))
          .isEqualTo(
              line(
                  unknown.header("X-Request-Id"),
                  null,
                  "nobody",
                  null,
                  "denied",
                  "unknown_client"));
      var target = service.post(GRANT + "&resource=" + CRM, FORM, basic("carol", "carol-secret"));
      assertThat(line(service))
          .isEqualTo(
              line(
                  target.header("X-Request-Id"),
                  "carol",
                  "carol",
                  "Officer",
                  "denied",
                  "role_not_admitted"));
      var query = service.http.post("/token?client_secret=alice-secret", GRANT, FORM);
      assertThat(line(service))
          .isEqualTo(
              line(query.header("X-Request-Id"), null, null, null, "denied", "query_string"));
      assertThat(service.audit()).hasSize(5);
    }
  }

  @Test
  void aForeignHostOrOriginIsAudited() throws IOException {
    try (var service = RunningService.start(data)) {
      var host =
          service.http.exchange(
              "POST /token HTTP/1.1\r\nHost: evil.example\r\nContent-Length: 0\r\n\r\n");
      RefusalAssert.isOurs(host, 421);
      assertThat(line(service)).contains("\"front\"").contains("\"misdirected_request\"");
      var origin = service.post(GRANT, FORM, alice(), "Origin: https://evil.example");
      RefusalAssert.isOurs(origin, 403);
      assertThat(line(service))
          .contains("\"front\"")
          .contains("\"origin_not_allowed\"")
          .contains(origin.header("X-Request-Id"));
      assertThat(service.audit()).hasSize(2);
    }
  }

  @Test
  void noSecretNoTokenAndNoTextOfAForgerIsInAnyLine() throws IOException {
    try (var service = RunningService.start(data)) {
      var token = service.token("alice", "alice-secret").get("access_token").asText();
      for (var client :
          List.of("alice", "a%0d%0a%7b%22time%22", "a%e2%80%a8b", "%1b[31m", "x\"y")) {
        service.post(GRANT + "&client_id=" + client + "&client_secret=hunter2", FORM);
        service.post("grant_type=" + client + "&client_secret=hunter2&client_id=" + client, FORM);
      }
      service.post(GRANT + "&client_secret=hunter2", FORM, "Authorization: Bearer " + token);
      service.post("{\"client_id\":\"alice\",\"client_secret\":\"hunter2\"", RunningService.JSON);
      assertThat(service.audit()).hasSize(13); // each line is JSON of its own
      assertThat(service.auditText())
          .doesNotContain("hunter2", "alice-secret", token, token.split("\\.", -1)[2])
          .matches("[\\x20-\\x7e\n]+");
    }
  }

  @Test
  void withoutAnAuditNothingIsDecided() throws IOException {
    var full = Path.of("/dev/full");
    assumeTrue(Files.isWritable(full), "no /dev/full here");
    Files.createDirectories(data.resolve("token-service"));
    Files.createSymbolicLink(data.resolve("token-service/audit.jsonl"), full);
    var log = (Logger) LoggerFactory.getLogger(AuditTrail.class);
    var faults = (Logger) LoggerFactory.getLogger("dev.rolegate.auth.http.Faults");
    log.setLevel(Level.OFF);
    faults.setLevel(Level.OFF);
    try (var service = RunningService.start(data)) {
      for (var secret : List.of("alice-secret", "wrong")) {
        var answer = service.post(GRANT, FORM, basic("alice", secret));
        RefusalAssert.isOurs(answer, 503);
        assertThat(answer.header("Retry-After")).isNotEmpty();
      }
      assertThat(service.http.ask("GET", "/health/ready").status()).isEqualTo(503);
    } finally {
      Files.delete(data.resolve("token-service/audit.jsonl"));
      log.setLevel(null);
      faults.setLevel(null);
    }
  }

  /** The last line, without its place in the chain. */
  private static String line(RunningService service) {
    return service.audit().getLast().toString().replaceFirst(",\"seq\":[0-9]+,.*}$", "}");
  }

  private static String line(
      String requestId,
      @Nullable String subject,
      @Nullable String client,
      @Nullable String role,
      String outcome,
      String reason) {
    return "{\"time\":\"2026-11-24T12:00:00.000Z\",\"request_id\":\""
        + requestId
        + "\",\"server\":\"token-service\",\"subject\":"
        + json(subject)
        + ",\"client\":"
        + json(client)
        + ",\"role\":"
        + json(role)
        + ",\"action\":\"token\",\"outcome\":\""
        + outcome
        + "\",\"reason\":\""
        + reason
        + "\"}";
  }

  private static String json(@Nullable String text) {
    return text == null ? "null" : "\"" + text + "\"";
  }
}
