package dev.rolegate.endtoend.measure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.endtoend.Addresses;
import dev.rolegate.endtoend.DemoClient;
import dev.rolegate.endtoend.Http;
import dev.rolegate.endtoend.Server;
import dev.rolegate.endtoend.Streamable;
import dev.rolegate.endtoend.process.ServiceProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * From the answer of {@code POST /revoke} to the refusal at each server, with four real processes
 * under load; each of them is killed in between, and no revoked token comes back to life. The aim
 * is a p99 within 500 ms.
 */
@Tag("measure")
class RevocationLatencyTest {
  private static final Logger log = LoggerFactory.getLogger(RevocationLatencyTest.class);
  private static final int ROUNDS = 5;
  private static final int EACH = 100;

  @TempDir Path data;
  private final Addresses addresses = Addresses.real();
  private final Map<Server, ServiceProcess> servers = new EnumMap<>(Server.class);
  private final List<String> revoked = new ArrayList<>();
  private final List<Duration> delays = Collections.synchronizedList(new ArrayList<>());
  private final AtomicBoolean loading = new AtomicBoolean(true);
  private final LongAdder calls = new LongAdder();
  private ServiceProcess tokenService;

  @AfterEach
  void stop() {
    loading.set(false);
    servers.values().forEach(ServiceProcess::close);
    if (tokenService != null) {
      tokenService.close();
    }
  }

  @Test
  void everyRevocationBitesSoonAndForGood() throws IOException {
    tokenService = startTokenService();
    for (var server : Server.values()) {
      servers.put(server, start(server));
      load(server);
    }
    var living = List.of(Server.values()).iterator();
    for (var round = 0; round < ROUNDS; round++) {
      for (var i = 0; i < EACH; i++) {
        revokeOne();
      }
      if (living.hasNext()) {
        var server = living.next();
        servers.get(server).kill();
        servers.put(server, start(server));
      } else {
        tokenService.kill();
        tokenService = startTokenService();
      }
      for (var server : Server.values()) {
        for (var token : revoked) {
          assertThat(Streamable.knock(url(server), token).status()).isEqualTo(401);
        }
      }
    }
    assertThat(delays).hasSize(ROUNDS * EACH * Server.values().length);
    Collections.sort(delays);
    // As a warning, since tests log nothing less.
    log.warn(
        "MEASURED revocation to refusal: {} revocations at {} servers under load ({} calls):"
            + " p50 {} ms, p99 {} ms, max {} ms (wanted: p99 at most 500 ms)",
        revoked.size(),
        servers.size(),
        calls.sum(),
        delays.get(delays.size() / 2).toMillis(),
        delays.get(delays.size() * 99 / 100).toMillis(),
        delays.getLast().toMillis());
  }

  private void revokeOne() {
    var token = token(DemoClient.ALICE);
    for (var server : Server.values()) {
      // Let in, and so remembered; what is missing is a session.
      assertThat(Streamable.knock(url(server), token).status()).isEqualTo(400);
    }
    var answer =
        Http.post(
            tokenService.url().resolve("/revoke"),
            "token=" + token,
            "Content-Type: application/x-www-form-urlencoded",
            DemoClient.ALICE.basic());
    var answered = System.nanoTime();
    assertThat(answer.status()).isEqualTo(200);
    revoked.add(token);
    var refusals = new ArrayList<CompletableFuture<Void>>();
    for (var server : Server.values()) {
      refusals.add(
          CompletableFuture.runAsync(
              () -> {
                while (Streamable.knock(url(server), token).status() != 401) {
                  Thread.onSpinWait();
                }
                delays.add(Duration.ofNanos(System.nanoTime() - answered));
              },
              Thread::startVirtualThread));
    }
    refusals.forEach(CompletableFuture::join);
  }

  /** Calls a tool again and again, also at the process that comes after a killed one. */
  private void load(Server server) {
    var _ =
        Thread.startVirtualThread(() -> {
          while (loading.get()) {
            try (var session = Streamable.open(url(server), token(DemoClient.ALICE))) {
              while (loading.get()) {
                var _ = session.result(server.readTool(), "{}");
                calls.increment();
              }
            } catch (UncheckedIOException | AssertionError killed) {
              // The process is gone, or its session; there will be another.
            }
          }
        });
  }

  private URI url(Server server) {
    return URI.create("http://localhost:" + addresses.ports().get(server));
  }

  private String token(DemoClient client) {
    return Http.post(
            URI.create(addresses.issuer()).resolve("/token"),
            "grant_type=client_credentials",
            "Content-Type: application/x-www-form-urlencoded",
            client.basic())
        .json()
        .get("access_token")
        .asText();
  }

  private ServiceProcess startTokenService() throws IOException {
    var environment = new HashMap<>(addresses.ofTokenService());
    environment.put("DEMO", "true");
    return ServiceProcess.start(dev.rolegate.token.Main.class, data, environment);
  }

  private ServiceProcess start(Server server) throws IOException {
    var main =
        switch (server) {
          case HR -> dev.rolegate.hr.Main.class;
          case PROJECT -> dev.rolegate.project.Main.class;
          case CRM -> dev.rolegate.crm.Main.class;
        };
    return ServiceProcess.start(main, data, addresses.of(server));
  }
}
