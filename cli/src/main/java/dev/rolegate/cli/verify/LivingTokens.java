package dev.rolegate.cli.verify;

import static dev.rolegate.cli.verify.Probes.object;

import dev.rolegate.cli.verify.Probes.Made;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Tokens that the token service did issue, and that must not work: for another server, taken back,
 * of clients that are gone, and past their end. Each is seen to work first.
 */
final class LivingTokens {
  private static final Duration NEWS = Duration.ofSeconds(10);
  private static final Duration SKEW = Duration.ofSeconds(30);
  private static final String WORKS = "200";

  private final List<Bench> benches;
  private final Probes probes;
  private final TokenDesk desk;
  private final InstantSource clock;
  private final Ledger ledger;

  LivingTokens(
      List<Bench> benches, Probes probes, TokenDesk desk, InstantSource clock, Ledger ledger) {
    this.benches = List.copyOf(benches);
    this.probes = probes;
    this.desk = desk;
    this.clock = clock;
    this.ledger = ledger;
  }

  /** A token whose end is awaited at the end of the run. */
  record Ending(Probe probe, String token, Instant end) {}

  /** Issued first, as its end takes longer than everything else. */
  @Nullable Ending issueShort() {
    var probe = probe("short", object().put("token_ttl", 1));
    if (probe == null) {
      return null;
    }
    var token = desk.token(probe);
    for (var bench : reachable(probe)) {
      knock(bench, probe, token, "a token of one second, at once", WORKS);
    }
    var end = Instant.ofEpochSecond(Jwt.parse(token).payload().path("exp").asLong());
    return new Ending(probe, token, end.plus(SKEW));
  }

  void run() throws InterruptedException {
    foreignAudience();
    revokedById();
    disabled();
    removed();
  }

  /** Waits for the end, saying how long that takes. */
  void expired(Ending ending) throws InterruptedException {
    var at = ending.end().plusSeconds(2);
    for (var left = Duration.between(clock.instant(), at);
        left.isPositive();
        left = Duration.between(clock.instant(), at)) {
      ledger.tell(
          "waiting for a token to expire (with the 30 s of clock skew that are allowed): %d s"
              .formatted(left.toSeconds() + 1));
      Pace.rest(left.compareTo(Duration.ofSeconds(5)) > 0 ? Duration.ofSeconds(5) : left);
    }
    for (var bench : reachable(ending.probe())) {
      knock(bench, ending.probe(), ending.token(), "an expired token", Defect.INVALID);
      if (bench.sse()) {
        bench.expect(
            Family.LIFE,
            ending.probe().title(),
            "/sse",
            "an expired token",
            Ask.of(
                "GET", bench.target().path("/sse"), Ask.ACCEPT_STREAM, Ask.bearer(ending.token())),
            Defect.INVALID);
      }
    }
  }

  private void foreignAudience() {
    for (var own : benches) {
      var holder = own.insider();
      if (holder == null) {
        continue;
      }
      var token = desk.token(holder.probe(), own.target().url().toString());
      for (var bench : benches) {
        var here = bench.equals(own);
        knock(
            bench,
            holder.probe(),
            token,
            here ? "a token for this server alone" : "a token for " + own.server(),
            here ? WORKS : Defect.INVALID);
      }
    }
  }

  private void revokedById() throws InterruptedException {
    var probe = probe("revoked", object());
    if (probe == null) {
      return;
    }
    var token = desk.token(probe);
    var other = desk.token(probe);
    works(probe, token);
    var id = Jwt.parse(token).payload().path("jti").asText();
    probes.change("revocations/add", object().put("jti", id));
    awaitRefusal(probe, token, "a token that was revoked by its jti");
    for (var bench : reachable(probe)) {
      knock(bench, probe, other, "another token of the same client", WORKS);
    }
    probes.change("revocations/add", object().put("client", probe.id()));
    awaitRefusal(probe, other, "a token whose client's tokens were revoked");
  }

  private void disabled() throws InterruptedException {
    var probe = probe("disabled", object());
    if (probe == null) {
      return;
    }
    var token = desk.token(probe);
    works(probe, token);
    probes.change("clients/disable", object().put("client_id", probe.id()));
    awaitRefusal(probe, token, "a token of a client that was disabled");
    getsNone(probe, "a client that was disabled asks for a token");
  }

  private void removed() throws InterruptedException {
    var probe = probe("removed", object());
    if (probe == null) {
      return;
    }
    var token = desk.token(probe);
    works(probe, token);
    probes.end(probe);
    awaitRefusal(probe, token, "a token of a client that was removed");
    getsNone(probe, "a client that was removed asks for a token");
  }

  private void getsNone(Probe probe, String name) {
    var sent = desk.request(probe).bytes(desk.target());
    var heard = desk.ask(probe);
    ledger.add(
        new Cell(
            Family.LIFE,
            Target.TOKEN_SERVICE,
            probe.title(),
            "/token",
            name,
            List.of("401 invalid_client"),
            heard.verdict(),
            Evidence.of(sent, heard)));
  }

  private void works(Probe probe, String token) {
    for (var bench : reachable(probe)) {
      knock(bench, probe, token, "a token before it is taken back", WORKS);
    }
  }

  /** The news take a moment to reach a server. */
  private void awaitRefusal(Probe probe, String token, String name) throws InterruptedException {
    var end = System.nanoTime() + NEWS.toNanos();
    for (var bench : reachable(probe)) {
      while (bench.send(knocking(bench, token)).status() == 200 && System.nanoTime() < end) {
        Pace.rest(Duration.of(50, TimeUnit.MILLISECONDS.toChronoUnit()));
      }
      knock(bench, probe, token, name, Defect.INVALID);
    }
  }

  private void knock(Bench bench, Probe probe, String token, String name, String accepted) {
    bench.expect(Family.LIFE, probe.title(), "/mcp", name, knocking(bench, token), accepted);
  }

  private static Ask knocking(Bench bench, String token) {
    return Ask.json(bench.target().path("/mcp"), Rpc.initialize(Door.LATEST), Ask.bearer(token));
  }

  private List<Bench> reachable(Probe probe) {
    return benches.stream().filter(bench -> bench.admits(new Holder(probe, ""))).toList();
  }

  /** Of the role that is admitted to the most servers. */
  private @Nullable Probe probe(
      String name, com.fasterxml.jackson.databind.node.ObjectNode members) {
    var roles = new ArrayList<Holder>();
    benches.stream().map(Bench::insider).filter(java.util.Objects::nonNull).forEach(roles::add);
    var most =
        roles.stream()
            .max(
                java.util.Comparator.comparingLong(
                    one -> benches.stream().filter(bench -> bench.admits(one)).count()));
    if (most.isEmpty()) {
      ledger.skip("tokens that ended, as the policy admits nobody anywhere");
      return null;
    }
    return switch (probes.add(name, most.get().title(), most.get().role(), members)) {
      case Made.Ready(var probe) -> probe;
      case Made.Refused(var why) -> throw new Unverifiable("no probe client is made: " + why);
    };
  }
}
