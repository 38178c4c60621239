package dev.rolegate.endtoend.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.endtoend.Answer;
import dev.rolegate.endtoend.AuditFile;
import dev.rolegate.endtoend.Http;
import dev.rolegate.endtoend.Json;
import dev.rolegate.endtoend.Sse;
import dev.rolegate.endtoend.Streamable;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SIGTERM while a request is in flight (CRASH-012 of the attack cases). */
class StopTest {
  private static final int PATIENCE_MILLIS = 60_000;

  @Test
  void aRequestInFlightEndsWellAndStreamsEndCleanly(@TempDir Path data) throws Exception {
    var secret = SharedSecret.in(data);
    var environment = new HashMap<>(secret.environment());
    environment.put(
        "POLICY_FILE",
        Files.writeString(data.resolve("policy.yaml"), PatientServer.POLICY).toString());
    try (var door = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        var server =
            ServiceProcess.start(
                PatientServer.class, data, environment, Integer.toString(door.getLocalPort()));
        var stream = Sse.ask(server.url(), secret.token()).body()) {
      door.setSoTimeout(PATIENCE_MILLIS);
      var session = Streamable.open(server.url(), secret.token());
      var call = CompletableFuture.supplyAsync(() -> session.post("knock", Json.object()));
      try (var inFlight = door.accept()) {
        server.terminate();
        awaitNotReady(server);
        assertThat(call).isNotDone();
        inFlight.getOutputStream().write(42);
      }
      assertAnswered(call.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS), data);
      // To the end, without an exception.
      assertThat(stream.readAllBytes()).isNotEmpty();
      assertThat(server.exitCode()).as(server.log()).isEqualTo(143);
      assertThat(server.log()).doesNotContain("\"level\":\"ERROR\"");
    }
  }

  private static void assertAnswered(Answer answer, Path data) {
    assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    assertThat(answer.json().at("/result/structuredContent/word").asInt()).isEqualTo(42);
    var audit = new AuditFile(data.resolve("sample").resolve("audit.jsonl"));
    assertThat(audit.of(answer.requestId())).hasSize(1);
  }

  /** The stop has begun when health says so, or nobody is let in any more. */
  private static void awaitNotReady(ServiceProcess server) {
    while (true) {
      try {
        if (Http.get(server.url().resolve("/health/ready")).status() != 200) {
          return;
        }
      } catch (UncheckedIOException refused) {
        return;
      }
    }
  }
}
