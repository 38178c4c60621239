package dev.rolegate.token;

import static dev.rolegate.token.RunningService.JSON;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.rolegate.auth.AuditTrail;
import dev.rolegate.auth.CurrentPolicy;
import dev.rolegate.auth.TestClock;
import dev.rolegate.auth.TestTokens;
import dev.rolegate.auth.config.Secret;
import dev.rolegate.auth.http.HttpService;
import dev.rolegate.auth.http.RawHttp;
import dev.rolegate.auth.http.RefusalAssert;
import dev.rolegate.database.Database;
import dev.rolegate.token.admin.AdminRoutes;
import dev.rolegate.token.client.Client;
import dev.rolegate.token.client.ClientOperations;
import dev.rolegate.token.client.ClientStore;
import dev.rolegate.token.client.ClientTokens;
import dev.rolegate.token.client.Clients;
import dev.rolegate.token.client.RegistrationRules;
import dev.rolegate.token.client.SecretHashing;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** When the tokens of a client are taken back: once it is certain that it gets no more. */
class ClientTokensTest {
  @TempDir Path data;

  private final List<String> revoked = new ArrayList<>();
  private boolean failing;
  private Database database;
  private AuditTrail audit;
  private ClientStore store;
  private HttpService http;

  @BeforeEach
  void start() {
    var config = RunningService.config(data, Map.of());
    var hashing = new SecretHashing(Secret.of(RunningService.HASH_KEY), null);
    var clock = new TestClock();
    var rules =
        new RegistrationRules(
            CurrentPolicy.always(config.policy()), Client.DEFAULT_GRANTS, Duration.ofHours(1));
    database = Database.open(config.database());
    audit = AuditTrail.inFolder(config.http().dataDir(), config.anchors());
    store = ClientStore.open(database, hashing);
    ClientTokens tokens = this::revoke;
    var operations = ClientOperations.of(store, Clients.none(), hashing, rules, tokens, clock);
    http =
        HttpService.start(
            config.http(),
            List::of,
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
            null,
            () -> {},
            new AdminRoutes(audit, clock).of(operations),
            routes -> {});
  }

  @AfterEach
  void stop() {
    http.close();
    audit.close();
    database.close();
  }

  /** Asks the store itself, which works only outside of any transaction. */
  private void revoke(String clientId, Instant before) {
    assertThat(before).isEqualTo(TestTokens.NOW);
    if (failing) {
      throw new IllegalStateException("no revocation today");
    }
    revoked.add(clientId + " " + state(clientId));
  }

  @Test
  void disablingAndRemovingTakeThemBackAndNothingElseDoes() throws IOException {
    ask("add", 201);
    ask("rotate-secret", 200);
    ask("enable", 200);
    assertThat(revoked).isEmpty();
    ask("disable", 200);
    assertThat(revoked).containsExactly("c disabled");
    ask("disable", 200);
    ask("enable", 200);
    assertThat(revoked).as("asked for again, done again").hasSize(2);
    ask("remove", 200);
    assertThat(revoked).hasSize(3).endsWith("c disabled");
    assertThat(state("c")).isEqualTo("unknown");
    ask("remove", 404);
    ask("disable", 404);
    assertThat(revoked).hasSize(3);
  }

  @Test
  void aRemovalThatCannotTakeThemBackLeavesTheClientDisabledToBeRemovedAgain() throws IOException {
    var log = (Logger) LoggerFactory.getLogger("dev.rolegate.auth.http.Faults");
    log.setLevel(Level.OFF);
    try {
      ask("add", 201);
      failing = true;
      ask("remove", 500);
      assertThat(state("c")).isEqualTo("disabled");
      failing = false;
      ask("remove", 200);
      assertThat(revoked).containsExactly("c disabled");
    } finally {
      log.setLevel(null);
    }
  }

  private String state(String clientId) {
    var client = store.find(clientId);
    return client == null ? "unknown" : client.enabled() ? "enabled" : "disabled";
  }

  private void ask(String verb, int status) throws IOException {
    var token = Files.readString(data.resolve("token-service/management.token")).strip();
    var answer =
        new RawHttp(http.managementPort())
            .post(
                "/admin/clients/" + verb,
                "{\"client_id\":\"c\",\"operator\":\"dora\",\"reason\":\"a test\"}",
                JSON,
                "Authorization: Bearer " + token);
    assertThat(answer.status()).as(answer.body()).isEqualTo(status);
    if (status >= 400) {
      RefusalAssert.isOurs(answer, status);
    }
  }
}
