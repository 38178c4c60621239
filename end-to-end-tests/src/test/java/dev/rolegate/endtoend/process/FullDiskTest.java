package dev.rolegate.endtoend.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.auth.audit.VerifyAudit;
import dev.rolegate.endtoend.Answer;
import dev.rolegate.endtoend.AuditFile;
import dev.rolegate.endtoend.Http;
import dev.rolegate.endtoend.Json;
import dev.rolegate.endtoend.Rpc;
import dev.rolegate.endtoend.Streamable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A disk without room (CRASH-006 of the attack cases): the kernel refuses to let any file of the
 * process grow past a size, which a test sets while it runs, and lifts again.
 */
class FullDiskTest {
  private static final long PATIENCE_NANOS = 60_000_000_000L;

  @TempDir private Path data;
  private SharedSecret secret;
  private final Set<String> acknowledged = new HashSet<>();

  @BeforeEach
  void secret() throws IOException {
    secret = SharedSecret.in(data);
  }

  @Test
  void anAuditWithoutRoomMeansNoDecisionAndGoesOnWhenThereIsRoom() throws Exception {
    try (var hr = start()) {
      var session = Streamable.open(hr.url(), secret.token());
      add(session, 5);
      for (var round = 0; round < 3; round++) {
        // In the middle of the next line: it is begun, cut short, and taken back.
        limit(hr, Files.size(audit()) + 100);
        for (var i = 0; i < 5; i++) {
          var refused = post(session);
          assertThat(refused.status()).as(refused.toString()).isEqualTo(503);
          assertThat(refused.header("Retry-After")).isNotEmpty();
        }
        var health = health(hr);
        assertThat(health.status()).isEqualTo(503);
        assertThat(health.json().at("/obstacles").toString())
            .contains("The audit cannot be written.");
        lift(hr);
        add(session, 5);
        await(() -> health(hr).status() == 200);
      }
      assertThat(employees(session)).isEqualTo(acknowledged);
      hr.terminate();
      assertThat(hr.exitCode()).isEqualTo(143);
    }
    assertSound();
    try (var hr = start()) {
      assertThat(employees(Streamable.open(hr.url(), secret.token()))).isEqualTo(acknowledged);
    }
  }

  /** Decisions have their lines, so they are given; but the service is not ready. */
  @Test
  void checkpointsThatCannotBeWrittenAreToldByHealthAndMetrics() throws Exception {
    // What is no checkpoint is passed over. So that this file meets the limit before all others.
    var checkpoints = data.resolve("hr/audit.checkpoints.jsonl");
    Files.createDirectories(checkpoints.getParent());
    Files.writeString(checkpoints, ("x".repeat(99) + "\n").repeat(100_000));
    try (var hr = start()) {
      var session = Streamable.open(hr.url(), secret.token());
      add(session, 1);
      await(() -> health(hr).status() == 200);
      limit(hr, Files.size(checkpoints));
      add(session, 1);
      await(() -> health(hr).status() == 503);
      assertThat(health(hr).json().at("/obstacles").toString())
          .isEqualTo("[\"The audit cannot be forced to its device and vouched for.\"]");
      assertThat(metrics(hr))
          .contains("rolegate_audit_failing{part=\"checkpoints\",service=\"hr\"} 1.0")
          .contains("rolegate_audit_failing{part=\"lines\",service=\"hr\"} 0.0")
          .contains("rolegate_audit_line{service=\"hr\",state=\"written\"} ");
      add(session, 1);
      lift(hr);
      await(() -> health(hr).status() == 200);
      assertThat(metrics(hr))
          .contains("rolegate_audit_failing{part=\"checkpoints\",service=\"hr\"} 0.0");
      assertThat(hr.log()).containsOnlyOnce("could not be forced to its device");
      hr.terminate();
      assertThat(hr.exitCode()).isEqualTo(143);
    }
    assertSound();
  }

  private ServiceProcess start() throws IOException {
    return ServiceProcess.start(dev.rolegate.hr.Main.class, data, secret.unconfirmed());
  }

  private Path audit() {
    return data.resolve("hr/audit.jsonl");
  }

  /** Nothing half, nothing twice, nothing missing; and it verifies. */
  private void assertSound() {
    var lines = new AuditFile(audit()).lines();
    assertThat(lines)
        .map(line -> line.get("seq").asInt())
        .containsExactlyElementsOf(IntStream.rangeClosed(1, lines.size()).boxed().toList());
    var verdict = VerifyAudit.verify(audit(), null);
    assertThat(verdict.exitCode()).as(verdict.sentences().toString()).isZero();
  }

  private void add(Streamable session, int times) {
    for (var i = 0; i < times; i++) {
      var answer = post(session);
      assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
      var result = answer.json().get("result");
      assertThat(Rpc.isError(result)).as(answer.toString()).isFalse();
      acknowledged.add(result.at("/structuredContent/employee_id").asText());
    }
  }

  private static Answer post(Streamable session) {
    return session.post(
        "add_employee_record",
        Json.object(
            """
            {'name':'Kay Writer','email':'kay-%s@example.com','department':'Engineering',
             'position':'Writer','location':'Berlin','hire_date':'2026-01-01'}
            """
                .formatted(UUID.randomUUID())));
  }

  /** Those that were added here. */
  private static Set<String> employees(Streamable session) {
    var ids = new HashSet<String>();
    session
        .result("get_employee_records", "{'limit':200,'search':'Kay Writer'}")
        .at("/structuredContent/employees")
        .forEach(employee -> ids.add(employee.get("employee_id").asText()));
    return ids;
  }

  private static Answer health(ServiceProcess hr) {
    return Http.get(hr.url().resolve("/health/ready"));
  }

  private String metrics(ServiceProcess hr) throws IOException {
    var token = Files.readString(data.resolve("hr/management.token")).strip();
    return Http.get(hr.managementUrl().resolve("/metrics"), "Authorization: Bearer " + token)
        .body();
  }

  private static void await(BooleanSupplier condition) {
    var until = System.nanoTime() + PATIENCE_NANOS;
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).isLessThan(until);
      Thread.onSpinWait();
    }
  }

  private static void limit(ServiceProcess process, long bytes) throws Exception {
    prlimit(process, bytes + ":");
  }

  private static void lift(ServiceProcess process) throws Exception {
    prlimit(process, "unlimited:");
  }

  /** The soft limit; the hard one stays, so that no right is needed to lift it. */
  private static void prlimit(ServiceProcess process, String size) throws Exception {
    var ended =
        new ProcessBuilder("prlimit", "--pid", Long.toString(process.pid()), "--fsize=" + size)
            .inheritIO()
            .start()
            .waitFor();
    assertThat(ended).isZero();
  }
}
