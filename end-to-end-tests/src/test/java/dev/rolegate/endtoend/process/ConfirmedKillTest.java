package dev.rolegate.endtoend.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.database.Database;
import dev.rolegate.database.DatabaseConfig;
import dev.rolegate.mcp.change.Changes;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.spec.McpSchema;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills the HR server between the confirmation of a write and the write: either nothing of it has
 * happened, or all of it, and once.
 */
class ConfirmedKillTest {
  private static final int WRITERS = 4;

  private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();

  @Test
  void aConfirmedWriteIsWholeOrNothing(@TempDir Path data) throws Exception {
    var secret = SharedSecret.in(data);
    for (var acknowledgements : List.of(2, 9, 5)) {
      try (var hr = ServiceProcess.start(dev.rolegate.hr.Main.class, data, secret.environment())) {
        var enough = new CountDownLatch(acknowledgements);
        var writers = new ArrayList<Thread>();
        for (var i = 0; i < WRITERS; i++) {
          writers.add(Thread.startVirtualThread(() -> write(hr.url(), secret.token(), enough)));
        }
        assertThat(enough.await(60, TimeUnit.SECONDS)).as(hr.log()).isTrue();
        hr.kill();
        for (var writer : writers) {
          writer.join();
        }
      }
      assertWholeOrNothing(data);
    }
    assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(16);
  }

  private void assertWholeOrNothing(Path data) {
    var config = DatabaseConfig.sqlite("hr", data.resolve("hr")).with(Changes.MIGRATIONS);
    try (var database = Database.open(config)) {
      var written =
          texts(database, "select email from employees where email like 'kay-%' order by email");
      var done =
          texts(
              database,
              "select e.email from pending_changes c join employees e"
                  + " on c.arguments like '%' || e.email || '%'"
                  + " where c.state = 'DONE' and e.email like 'kay-%' order by e.email");
      assertThat(done).isEqualTo(written).doesNotHaveDuplicates();
      assertThat(
              texts(
                  database,
                  "select change_id from pending_changes where state = 'DONE' order by change_id"))
          .hasSameSizeAs(written);
      assertThat(new HashSet<>(written)).containsAll(acknowledged);
    }
  }

  private static List<String> texts(Database database, String sql) {
    return database.read(handle -> handle.createQuery(sql).mapTo(String.class).list());
  }

  private void write(URI url, String token, CountDownLatch enough) {
    var transport =
        HttpClientStreamableHttpTransport.builder(url.toString())
            .endpoint("/mcp")
            .addHttpRequestCustomizer(
                (request, _, _, _, _) -> request.header("Authorization", "Bearer " + token))
            .build();
    try (var client =
        McpClient.sync(transport)
            .capabilities(McpSchema.ClientCapabilities.builder().elicitation().build())
            .elicitation(_ ->
                McpSchema.ElicitResult.builder(McpSchema.ElicitResult.Action.ACCEPT)
                    .content(Map.of("confirm", true))
                    .build())
            .build()) {
      client.initialize();
      while (true) {
        var email = "kay-" + UUID.randomUUID() + "@example.com";
        var result =
            client.callTool(
                McpSchema.CallToolRequest.builder("add_employee_record")
                    .arguments(
                        Map.of(
                            "name", "Kay Writer",
                            "email", email,
                            "department", "Engineering",
                            "position", "Writer",
                            "location", "Berlin",
                            "hire_date", "2026-01-01"))
                    .build());
        if (Boolean.TRUE.equals(result.isError())) {
          throw new AssertionError("refused: " + result);
        }
        acknowledged.add(email);
        enough.countDown();
      }
    } catch (RuntimeException dead) {
      // The server was killed, which is what this is about.
    }
  }
}
