package dev.rolegate.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyChangeTest {
  @TempDir Path data;

  @Test
  void theServersOfATokenFollowThePolicyAndOneThatDoesNotFitResourcesIsRefused()
      throws IOException {
    var shipped = Files.readString(Path.of("../access-policy.yaml"));
    var file = Files.writeString(data.resolve("policy.yaml"), shipped);
    try (var service = RunningService.start(data, Map.of("POLICY_FILE", file.toString()))) {
      assertThat(token(service)).contains("\"name\":\"hr\"").contains("\"name\":\"crm\"");

      Files.writeString(file, shipped.replace("  crm:\n", "  crn:\n"));
      await(
          () -> service.http.ask("GET", "/health/ready").body(), body -> body.contains("remarks"));
      assertThat(token(service)).contains("\"name\":\"crm\"");

      Files.writeString(file, shipped.substring(0, shipped.indexOf("  crm:\n")) + CLOSED_CRM);
      await(() -> token(service), body -> !body.contains("\"name\":\"crm\""));
      assertThat(token(service)).contains("\"name\":\"hr\"");
      assertThat(service.http.ask("GET", "/health/ready").body()).doesNotContain("remarks");
    }
  }

  private static final String CLOSED_CRM = "  crm:\n    admit: []\n    tools: {}\n";

  private static String token(RunningService service) throws IOException {
    return service.post(RunningService.SECRET_JSON, RunningService.JSON).body();
  }

  @FunctionalInterface
  private interface Asked {
    String body() throws IOException;
  }

  private static void await(Asked asked, Predicate<String> wanted) throws IOException {
    var end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (!wanted.test(asked.body())) {
      assertThat(System.nanoTime()).isLessThan(end);
      Thread.onSpinWait();
    }
  }
}
