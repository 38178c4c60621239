package dev.rolegate.endtoend.measure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.auth.SigningAlgorithm;
import dev.rolegate.auth.apikey.TestApiKeys;
import dev.rolegate.endtoend.Addresses;
import dev.rolegate.endtoend.Deployment;
import dev.rolegate.endtoend.Http;
import dev.rolegate.endtoend.Server;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** From a key's removal out of the file to its refusal, and to the end of its stream: under 1 s. */
@Tag("measure")
class ApiKeyLatencyTest {
  private static final Logger log = LoggerFactory.getLogger(ApiKeyLatencyTest.class);
  private static final int REMOVALS = 100;

  @TempDir Path folder;

  @Test
  void fromTheRemovalToTheRefusalAtEveryServer() throws IOException {
    var file =
        new TestApiKeys(
            folder.resolve("api-keys.json"), Instant.now().truncatedTo(ChronoUnit.SECONDS));
    file.put();
    var refusals = Collections.synchronizedList(new ArrayList<Duration>());
    var streams = Collections.synchronizedList(new ArrayList<Duration>());
    try (var deployment =
        Deployment.start(
            SigningAlgorithm.RS256,
            Addresses.canonical(),
            Map.of("API_KEYS_FILE", file.path().toString()))) {
      for (var i = 0; i < REMOVALS; i++) {
        remove(deployment, file, TestApiKeys.key(i), refusals, streams);
      }
    }
    report("refusal", refusals);
    report("end of the stream", streams);
  }

  private static void remove(
      Deployment deployment,
      TestApiKeys file,
      String key,
      List<Duration> refusals,
      List<Duration> streams)
      throws IOException {
    file.put(file.entry(key, "measured", "Manager", "hr", "project", "crm"));
    for (var server : Server.values()) {
      while (status(deployment.url(server), key) == 401) {
        Thread.onSpinWait();
      }
    }
    try (var stream =
        Http.open(
                deployment.url(Server.HR).resolve("/sse"),
                "Accept: text/event-stream",
                "X-API-Key: " + key)
            .body()) {
      file.put();
      var removed = System.nanoTime();
      var watching = new ArrayList<CompletableFuture<Void>>();
      watching.add(
          CompletableFuture.runAsync(
              () -> {
                try {
                  var _ = stream.readAllBytes();
                  streams.add(Duration.ofNanos(System.nanoTime() - removed));
                } catch (IOException e) {
                  throw new AssertionError("the stream broke instead of ending", e);
                }
              },
              Thread::startVirtualThread));
      for (var server : Server.values()) {
        watching.add(
            CompletableFuture.runAsync(
                () -> {
                  while (status(deployment.url(server), key) != 401) {
                    Thread.onSpinWait();
                  }
                  refusals.add(Duration.ofNanos(System.nanoTime() - removed));
                },
                Thread::startVirtualThread));
      }
      watching.forEach(CompletableFuture::join);
    }
  }

  /** Outside of any session: 400 to whoever is let in. */
  private static int status(URI url, String key) {
    return Http.post(
            url.resolve("/mcp"),
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}",
            "Content-Type: application/json",
            "Accept: application/json, text/event-stream",
            "X-API-Key: " + key)
        .status();
  }

  private static void report(String what, List<Duration> times) {
    var sorted = times.stream().sorted().toList();
    log.warn(
        "MEASURED removal of an API key to {}: {} times, median {} ms, worst {} ms",
        what,
        sorted.size(),
        sorted.get(sorted.size() / 2).toMillis(),
        sorted.getLast().toMillis());
    assertThat(sorted.getLast()).isLessThan(Duration.ofSeconds(1));
  }
}
