package dev.rolegate.token;

import static dev.rolegate.token.GrantFixture.refreshToken;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rolegate.auth.http.RawHttp;
import dev.rolegate.auth.http.RefusalAssert;
import dev.rolegate.database.Databases;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Many present one refresh token at once (REFRESH-004, CVE-2026-1035): one of them gets a token.
 */
class RefreshRaceTest {
  private static final int AT_ONCE = 50;

  @ParameterizedTest
  @EnumSource
  void oneWinsAndTheOthersEndTheFamily(Databases engine, @TempDir Path folder) throws Exception {
    var database = engine.fresh("token-service", folder);
    // SQLite is one process's; PostgreSQL may be shared.
    var count = engine == Databases.SQLITE ? 1 : 2;
    var services = new ArrayList<GrantFixture>();
    try {
      for (var i = 0; i < count; i++) {
        services.add(GrantFixture.start(folder.resolve("instance-" + i), database));
        services.get(i).register("app", new ClientDraft("app"));
      }
      var first = services.getFirst().first("app");
      var answers = presented(services, refreshToken(first));
      var winners = answers.stream().filter(answer -> answer.status() == 200).toList();
      assertThat(winners).hasSize(1);
      for (var answer : answers) {
        if (answer.status() != 200) {
          RefusalAssert.isOurs(answer, 400);
          assertThat(answer.body()).contains("invalid_grant");
        }
      }
      var won = GrantFixture.issued(winners.getFirst());
      RefusalAssert.isOurs(services.getLast().refresh("app", refreshToken(won), ""), 400);
      var takenBack = new ArrayList<String>();
      services.forEach(service -> takenBack.addAll(service.takenBack.tokenIds));
      assertThat(takenBack).containsExactlyInAnyOrder(tokenId(first), tokenId(won));
    } finally {
      services.forEach(GrantFixture::close);
    }
  }

  private static List<RawHttp.Answer> presented(List<GrantFixture> services, String token)
      throws Exception {
    var start = new CountDownLatch(1);
    var tasks = new ArrayList<Callable<RawHttp.Answer>>();
    for (var i = 0; i < AT_ONCE; i++) {
      var service = services.get(i % services.size());
      tasks.add(() -> {
        start.await();
        return service.refresh("app", token, "");
      });
    }
    var answers = new ArrayList<RawHttp.Answer>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var futures = tasks.stream().map(threads::submit).toList();
      start.countDown();
      for (var future : futures) {
        answers.add(future.get());
      }
    }
    return answers;
  }

  private static String tokenId(JsonNode answer) throws IOException {
    return GrantFixture.claims(answer).get("jti").asText();
  }
}
