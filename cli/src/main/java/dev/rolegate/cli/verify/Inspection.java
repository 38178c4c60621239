package dev.rolegate.cli.verify;

import static dev.rolegate.cli.verify.Probes.object;

import dev.rolegate.cli.verify.Probes.Made;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/** One run: finds the deployment, makes the probes, tries everything, removes the probes. */
public final class Inspection {
  private static final String UNKNOWN_ROLE = "rolegate-verify-unknown-role";

  /** A third of what one caller is allowed as delivered: others use the servers, too. */
  private static final Duration BETWEEN_CALLS = Duration.ofMillis(8);

  private final Order order;
  private final Administration administration;
  private final Ledger ledger;
  private final Wire wire;

  private Inspection(Order order, Administration administration, Ledger ledger) {
    this.order = order;
    this.administration = administration;
    this.ledger = ledger;
    this.wire = new Wire(order.trust());
  }

  /**
   * Runs. Also when it fails, is interrupted or the process is told to end, no probe is left.
   *
   * @param progress takes a sentence now and then
   * @throws Unverifiable when a part of the deployment cannot be asked
   */
  public static Findings run(Order order, Administration administration, Consumer<String> progress)
      throws InterruptedException {
    return new Inspection(order, administration, new Ledger(progress)).run();
  }

  private Findings run() throws InterruptedException {
    var begun = order.clock().instant();
    var run = new byte[4];
    new SecureRandom().nextBytes(run);
    var probes =
        new Probes(administration, order.clock(), HexFormat.of().formatHex(run), order.who());
    var onEnd = Thread.ofPlatform().unstarted(probes::close);
    Runtime.getRuntime().addShutdownHook(onEnd);
    Deployment deployment;
    List<Rows> rows;
    try (probes;
        var decoy = Decoy.open()) {
      deployment = Deployment.find(administration, order.connectTo());
      rows = attack(deployment, probes, decoy);
    } finally {
      forget(onEnd);
    }
    var took = Duration.between(begun, order.clock().instant());
    return Findings.of(order, deployment.issuer(), begun, took, ledger, rows);
  }

  private static void forget(Thread onEnd) {
    try {
      Runtime.getRuntime().removeShutdownHook(onEnd);
    } catch (IllegalStateException ending) {
      // The process ends, and the hook is at work.
    }
  }

  private List<Rows> attack(Deployment deployment, Probes probes, Decoy decoy)
      throws InterruptedException {
    var left = probes.removeLeftovers();
    if (left > 0) {
      ledger.tell("removed " + left + " probe clients of an earlier run");
    }
    var desk = new TokenDesk(wire, deployment.tokenService());
    var holders = holders(probes, desk);
    ledger.tell(
        "%d servers, %d roles, each by a probe client that is removed at the end"
            .formatted(deployment.servers().size(), holders.size()));
    var discovery = new Discovery(wire, ledger);
    var jwks =
        discovery.tokenService(deployment.tokenService(), deployment.issuer(), holders.getFirst());
    var benches = benches(deployment, holders);
    benches.forEach(bench -> discovery.server(bench.target(), deployment.issuer()));
    var before = new LinkedHashMap<Bench, Map<String, Long>>();
    benches.forEach(bench -> before.put(bench, RowCounts.of(bench)));

    var living = new LivingTokens(benches, probes, desk, order.clock(), ledger);
    var ending = order.patient() ? living.issueShort() : null;
    if (!order.patient()) {
      ledger.skip("an expired token, as nobody wants to wait for it");
    }
    var keys = ForeignKeys.make();
    var attacks = new ArrayList<Callable<Void>>();
    for (var bench : benches) {
      attacks.add(() -> {
        new RoleMatrix(bench, new Pace(BETWEEN_CALLS)).run();
        ledger.tell(bench.server() + ": every role was tried at every tool");
        new SeenFields(bench).run();
        new GivenArguments(bench).run();
        ledger.tell(bench.server() + ": fields and arguments were tried");
        new TokenDefects(bench, keys, jwks, decoy).run();
        ledger.tell(bench.server() + ": every defect of a token was tried");
        inSession(bench);
        ledger.tell(bench.server() + ": requests and sessions were tried");
        return null;
      });
    }
    attacks.add(() -> {
      living.run();
      return null;
    });
    together(attacks);
    if (ending != null) {
      living.expired(ending);
    }
    var rows = new ArrayList<Rows>();
    for (var bench : benches) {
      var after = RowCounts.of(bench);
      var first = before.getOrDefault(bench, Map.of());
      RowCounts.compare(bench, first, after);
      rows.add(new Rows(bench.server(), first, after));
    }
    return rows;
  }

  private void inSession(Bench bench) {
    var holder = bench.insider();
    if (holder == null) {
      return;
    }
    var session =
        StreamableSession.open(wire, bench.target(), Door.streamable(), holder.token()).session();
    if (session == null) {
      ledger.skip(bench.server() + ": requests and sessions, as no session was to be had");
      return;
    }
    try (session) {
      new BodyTricks(bench, holder, session).run();
      new HeaderTricks(bench, holder, session).run();
      new SessionTricks(bench, holder).run(session);
    }
  }

  /** All at once; the first that fails ends them all. */
  private static void together(List<Callable<Void>> attacks) throws InterruptedException {
    var threads = Executors.newVirtualThreadPerTaskExecutor();
    try {
      var running = attacks.stream().map(threads::submit).toList();
      for (var one : running) {
        await(one);
      }
    } finally {
      threads.shutdownNow();
      threads.close();
    }
  }

  private static void await(Future<Void> one) throws InterruptedException {
    try {
      one.get();
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case Unverifiable known -> throw known;
        case null, default -> throw new IllegalStateException("an attack failed", e.getCause());
      }
    }
  }

  /** One for each role that the policy declares, one for a role that it does not, one for none. */
  private List<Holder> holders(Probes probes, TokenDesk desk) {
    var holders = new ArrayList<Holder>();
    var number = 0;
    for (var role : order.policy().roles()) {
      var name = "role-" + ++number;
      switch (probes.add(name, role, role, object())) {
        case Made.Ready(var probe) -> holders.add(new Holder(probe, desk.token(probe)));
        case Made.Refused(var why) ->
            ledger.add(
                new Cell(
                    Family.ADMISSION,
                    Target.TOKEN_SERVICE,
                    role,
                    "",
                    "the token service knows the role",
                    List.of("known"),
                    why,
                    null));
      }
    }
    var unknown = object().put("unknown_role", true);
    if (probes.add("role-unknown", "unknown role", UNKNOWN_ROLE, unknown)
        instanceof Made.Ready(var probe)) {
      holders.add(new Holder(probe, desk.token(probe)));
    } else {
      ledger.skip("a role that the policy does not declare: the token service registers none");
    }
    switch (probes.add("role-none", "no role", null, object())) {
      case Made.Ready(var probe) -> holders.add(new Holder(probe, desk.token(probe)));
      case Made.Refused(var why) -> throw new Unverifiable("no probe client is made: " + why);
    }
    return holders;
  }

  private List<Bench> benches(Deployment deployment, List<Holder> holders) {
    var benches = new ArrayList<Bench>();
    for (var target : deployment.servers()) {
      if (!order.policy().servers().contains(target.name())) {
        ledger.add(absent(target.name(), "not in the policy", "in the deployment"));
        continue;
      }
      benches.add(
          new Bench(target, speaksSse(target, holders), order.policy(), holders, wire, ledger));
    }
    for (var server : order.policy().servers()) {
      if (deployment.servers().stream().noneMatch(target -> target.name().equals(server))) {
        ledger.add(absent(server, "in the deployment", "not in the deployment"));
      }
    }
    return benches;
  }

  private static Cell absent(String server, String expected, String observed) {
    return new Cell(
        Family.DISCOVERY,
        server,
        "",
        "",
        "policy and deployment",
        List.of(expected),
        observed,
        null);
  }

  /** Whoever is asked: a path that is not served is told before anybody's token is looked at. */
  private boolean speaksSse(Target target, List<Holder> holders) {
    var listen =
        Ask.of(
            "GET", target.path("/sse"), Ask.ACCEPT_STREAM, Ask.bearer(holders.getFirst().token()));
    if (wire.exchange(target, listen.bytes(target)).status() != 404) {
      return true;
    }
    ledger.skip(target.name() + ": /sse, as it is turned off");
    return false;
  }
}
