package dev.rolegate.endtoend.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.endtoend.AuditFile;
import dev.rolegate.endtoend.Json;
import dev.rolegate.endtoend.Rpc;
import dev.rolegate.endtoend.Streamable;
import java.io.UncheckedIOException;
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
 * kill -9 in the middle of writes: whatever was acknowledged is there after the restart, and has
 * its line in the audit (LOG-007 of the attack cases).
 */
class KillTest {
  private static final int WRITERS = 4;

  /** Employee ids by the id of the request that was told it is done. */
  private final Map<String, String> acknowledged = new ConcurrentHashMap<>();

  @Test
  void everyAcknowledgedWriteSurvives(@TempDir Path data) throws Exception {
    var secret = SharedSecret.in(data);
    for (var acknowledgements : List.of(3, 40, 17)) {
      try (var hr = start(data, secret)) {
        var before = employees(hr, secret);
        assertThat(before).containsAll(acknowledged.values());
        var writers = write(hr, secret, acknowledgements);
        hr.kill();
        for (var writer : writers) {
          writer.join();
        }
      }
    }
    try (var hr = start(data, secret)) {
      assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(60);
      assertThat(new HashSet<>(acknowledged.values())).hasSameSizeAs(acknowledged.keySet());
      assertThat(employees(hr, secret)).containsAll(acknowledged.values());
      var audit = new AuditFile(data.resolve("hr").resolve("audit.jsonl"));
      for (var requestId : acknowledged.keySet()) {
        assertThat(audit.of(requestId))
            .singleElement()
            .satisfies(line -> {
              assertThat(line.get("tool").asText()).isEqualTo("add_employee_record");
              assertThat(line.get("outcome").asText()).isEqualTo("allowed");
            });
      }
    }
  }

  /** Returns once so many writes were acknowledged; the writers go on until the server is dead. */
  private List<Thread> write(ServiceProcess hr, SharedSecret secret, int acknowledgements)
      throws InterruptedException {
    var enough = new CountDownLatch(acknowledgements);
    var writers = new ArrayList<Thread>();
    for (var i = 0; i < WRITERS; i++) {
      var session = Streamable.open(hr.url(), secret.token());
      writers.add(Thread.startVirtualThread(() -> write(session, enough)));
    }
    assertThat(enough.await(60, TimeUnit.SECONDS)).as(hr.log()).isTrue();
    return writers;
  }

  private void write(Streamable session, CountDownLatch enough) {
    try {
      while (true) {
        var arguments =
            Json.object(
                """
                {'name':'Kay Writer','email':'kay-%s@example.com','department':'Engineering',
                 'position':'Writer','location':'Berlin','hire_date':'2026-01-01'}
                """
                    .formatted(UUID.randomUUID()));
        var answer = session.post("add_employee_record", arguments);
        var result = answer.json().get("result");
        if (answer.status() != 200 || Rpc.isError(result)) {
          throw new AssertionError("refused: " + answer);
        }
        acknowledged.put(answer.requestId(), result.at("/structuredContent/employee_id").asText());
        enough.countDown();
      }
    } catch (UncheckedIOException dead) {
      // The server was killed, which is what this is about.
    }
  }

  private static Set<String> employees(ServiceProcess hr, SharedSecret secret) {
    var ids = new HashSet<String>();
    try (var session = Streamable.open(hr.url(), secret.token())) {
      for (var offset = 0; ; offset += 200) {
        var page =
            session
                .result("get_employee_records", "{'limit':200,'offset':%d}".formatted(offset))
                .at("/structuredContent/employees");
        page.forEach(employee -> ids.add(employee.get("employee_id").asText()));
        if (page.size() < 200) {
          return ids;
        }
      }
    }
  }

  private static ServiceProcess start(Path data, SharedSecret secret) throws Exception {
    return ServiceProcess.start(dev.rolegate.hr.Main.class, data, secret.unconfirmed());
  }
}
