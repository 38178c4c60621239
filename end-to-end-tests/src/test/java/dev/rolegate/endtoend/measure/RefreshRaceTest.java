package dev.rolegate.endtoend.measure;

import static dev.rolegate.endtoend.RefreshClient.refreshToken;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rolegate.auth.config.Env;
import dev.rolegate.database.DatabaseConfig;
import dev.rolegate.database.Databases;
import dev.rolegate.endtoend.Answer;
import dev.rolegate.endtoend.Deployment;
import dev.rolegate.endtoend.Json;
import dev.rolegate.endtoend.RefreshClient;
import dev.rolegate.endtoend.Repository;
import dev.rolegate.token.RefreshingService;
import dev.rolegate.token.TokenService;
import dev.rolegate.token.TokenServiceConfig;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;

/** One refresh token, presented a hundred times at once, over and over. */
@Tag("measure")
class RefreshRaceTest {
  private static final int AT_ONCE = 100;
  private static final int ROUNDS = 20;

  @ParameterizedTest
  @EnumSource
  void oneOfAHundredWinsAndTheFamilyEnds(Databases engine, @TempDir Path folder) throws Exception {
    var database = engine.fresh("token-service", folder);
    // SQLite is one process's; PostgreSQL may be shared.
    var instances = engine == Databases.SQLITE ? 1 : 2;
    var services = new ArrayList<TokenService>();
    var winners = 0;
    var slowest = 0L;
    try {
      for (var i = 0; i < instances; i++) {
        services.add(start(folder.resolve("instance-" + i), database));
      }
      var clients =
          services.stream()
              .map(service -> new RefreshClient(URI.create("http://localhost:" + service.port())))
              .toList();
      for (var round = 0; round < ROUNDS; round++) {
        var first = clients.getFirst().first();
        var begun = System.nanoTime();
        var answers = present(clients, refreshToken(first));
        slowest = Math.max(slowest, System.nanoTime() - begun);
        var won = answers.stream().filter(answer -> answer.status() == 200).toList();
        assertThat(won).hasSize(1);
        assertThat(answers).filteredOn(answer -> answer.status() == 400).hasSize(AT_ONCE - 1);
        winners += won.size();
        assertThat(clients.getLast().refresh(refreshToken(won.getFirst())).status()).isEqualTo(400);
        assertThat(RefreshingService.TAKEN_BACK).contains(tokenId(first), tokenId(won.getFirst()));
      }
    } finally {
      services.forEach(TokenService::close);
    }
    // As a warning, since tests log nothing less.
    LoggerFactory.getLogger(RefreshRaceTest.class)
        .warn(
            "MEASURED refresh race on {}: {} rounds of {} at once over {} instances, {} winners,"
                + " slowest round {} ms",
            engine,
            ROUNDS,
            AT_ONCE,
            instances,
            winners,
            slowest / 1_000_000);
  }

  private static List<Answer> present(List<RefreshClient> clients, String token) throws Exception {
    var start = new CountDownLatch(1);
    var answers = new ArrayList<Answer>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var futures = new ArrayList<Future<Answer>>();
      for (var i = 0; i < AT_ONCE; i++) {
        var client = clients.get(i % clients.size());
        futures.add(
            threads.submit(() -> {
              start.await();
              return client.refresh(token);
            }));
      }
      start.countDown();
      for (var future : futures) {
        answers.add(future.get());
      }
    }
    return answers;
  }

  private static TokenService start(Path data, DatabaseConfig database) {
    var environment =
        new HashMap<>(
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
                Deployment.UNHINDERED));
    var url = database.url();
    if (url != null) {
      environment.put("DATABASE_URL", url);
      environment.put("DATABASE_USER", String.valueOf(database.user()));
      environment.put("DATABASE_PASSWORD", "postgres");
      environment.put("KEY_ENCRYPTION_KEY", "q8Yc2mJx0vQp7nWk4sLz9tRb3uHd6fGa1eNo5iKw");
      environment.put("SECRET_HASH_KEY", "WyLvWnSyGp4hB7m2tZcYdK0r3uJqXoEa9sTfIxVgNb8");
    }
    return RefreshingService.start(TokenServiceConfig.from(Env.of(environment)));
  }

  private static String tokenId(Answer answer) {
    return claims(answer).get("jti").asText();
  }

  private static JsonNode claims(Answer answer) {
    var payload = answer.json().get("access_token").asText().split("\\.", -1)[1];
    return Json.parse(new String(Base64.getUrlDecoder().decode(payload), StandardCharsets.UTF_8));
  }
}
