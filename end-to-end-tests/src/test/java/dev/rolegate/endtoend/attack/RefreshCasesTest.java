package dev.rolegate.endtoend.attack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.auth.config.Env;
import dev.rolegate.endtoend.Answer;
import dev.rolegate.endtoend.AuditFile;
import dev.rolegate.endtoend.Deployment;
import dev.rolegate.endtoend.Oracles;
import dev.rolegate.endtoend.RawHttp;
import dev.rolegate.endtoend.RefreshClient;
import dev.rolegate.endtoend.Repository;
import dev.rolegate.token.RefreshingService;
import dev.rolegate.token.TokenService;
import dev.rolegate.token.TokenServiceConfig;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * The cases about refresh tokens. Theirs are of a public client, which there is none here: the
 * client authenticates itself, and without that every case is refused.
 */
class RefreshCasesTest {
  /** Needs everything before a time to be taken back; see the runbook in docs. */
  static final String RESTORED_BACKUP = "REFRESH-007";

  @TempDir Path data;
  private TokenService service;
  private RefreshClient client;
  private RawHttp raw;

  static List<AttackCase> cases() {
    return AttackCases.where(one -> one.isAbout("REFRESH") && !one.id().equals(RESTORED_BACKUP));
  }

  @BeforeEach
  void start() {
    service =
        RefreshingService.start(
            TokenServiceConfig.from(
                Env.of(
                    Map.of(
                        "PORT",
                        "0",
                        "DATA_DIR",
                        data.toString(),
                        "POLICY_FILE",
                        Repository.file("access-policy.yaml").toString(),
                        "RATE_LIMIT_REQUESTS",
                        Deployment.UNHINDERED,
                        "RATE_LIMIT_TOKENS",
                        Deployment.UNHINDERED))));
    var url = URI.create("http://localhost:" + service.port());
    client = new RefreshClient(url);
    raw = new RawHttp(url);
  }

  @AfterEach
  void stop() {
    service.close();
  }

  @TestFactory
  Stream<DynamicTest> refreshing() {
    return cases().stream().map(one -> DynamicTest.dynamicTest(one.toString(), () -> run(one)));
  }

  private void run(AttackCase one) {
    var token = RefreshClient.refreshToken(client.first());
    var unauthenticated = raw.exchange(request(one, token, false));
    Oracles.hold(unauthenticated);
    assertThat(unauthenticated.status()).isEqualTo(401);
    switch (one.id()) {
      case "REFRESH-001" -> {
        var answer = raw.exchange(request(one, token, true));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        assertThat(RefreshClient.refreshToken(answer)).isNotEqualTo(token);
      }
      // Strict: no grace, the family is revoked. docs/decisions/0003 says why.
      case "REFRESH-003" -> {
        var next = RefreshClient.refreshToken(raw.exchange(request(one, token, true)));
        isRefused(raw.exchange(request(one, token, true)), "invalid_grant");
        isRefused(client.refresh(next), "invalid_grant");
      }
      case "REFRESH-004" -> atOnce(one, token);
      case "REFRESH-009" -> {
        isRefused(raw.exchange(request(one, token, true)), "invalid_scope");
        assertThat(client.refresh(token).status()).as("not consumed").isEqualTo(200);
      }
      default -> throw new AssertionError("nobody says how to run " + one.id());
    }
  }

  private void atOnce(AttackCase one, String token) {
    var answers = new ArrayList<Answer>();
    var threads = new ArrayList<Thread>();
    for (var i = 0; i < 50; i++) {
      threads.add(
          Thread.startVirtualThread(() -> {
            var answer = raw.exchange(request(one, token, true));
            synchronized (answers) {
              answers.add(answer);
            }
          }));
    }
    for (var thread : threads) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
    assertThat(answers).hasSize(50);
    var won = answers.stream().filter(answer -> answer.status() == 200).toList();
    assertThat(won).hasSize(1);
    isRefused(client.refresh(RefreshClient.refreshToken(won.getFirst())), "invalid_grant");
  }

  private void isRefused(Answer answer, String error) {
    Oracles.hold(answer);
    Oracles.audited(answer, new AuditFile(data.resolve("token-service/audit.jsonl")));
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().get("error").asText()).isEqualTo(error);
  }

  private byte[] request(AttackCase one, String token, boolean authenticated) {
    var variables =
        new Variables(0)
            .with("TOKEN_PATH", "/token")
            .with("PUBLIC_CLIENT", RefreshingService.CLIENT_ID)
            .with("RT", token);
    var request = one.request();
    var headers = new ArrayList<String>();
    for (var header : request.get("headers")) {
      headers.add(header.get(0).asText() + ": " + variables.in(header.get(1).asText()));
    }
    if (authenticated) {
      headers.add(RefreshClient.authorization());
    }
    return raw.request(
        "POST",
        variables.in(request.get("path").asText()),
        RawHttp.utf8(variables.in(request.get("body").asText())),
        headers);
  }
}
