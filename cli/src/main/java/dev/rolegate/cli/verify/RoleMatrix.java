package dev.rolegate.cli.verify;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rolegate.cli.verify.Session.Spoken;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Every role at every tool of a server, on every transport: admitted or not, listed or hidden,
 * callable or refused. Whoever is not admitted asks for list and tools all the same.
 */
final class RoleMatrix {
  static final String CALLABLE = "callable";
  static final String REFUSED = "refused";
  private static final String CALL = ", tools/call";
  private static final String LIST = ", tools/list";
  private static final String LISTED = "listed";
  private static final String HIDDEN = "hidden";

  private final Bench bench;
  private final Pace pace;

  RoleMatrix(Bench bench, Pace pace) {
    this.bench = bench;
    this.pace = pace;
  }

  void run() throws InterruptedException {
    for (var door : Door.all(bench.sse())) {
      for (var holder : bench.holders()) {
        enter(door, holder);
      }
    }
  }

  private void enter(Door door, Holder holder) throws InterruptedException {
    Spoken spoken;
    Session session;
    if (door.isSse()) {
      var opening = SseSession.open(bench.wire(), bench.target(), holder.token());
      spoken = opening.spoken();
      session = opening.session();
    } else {
      var opening = StreamableSession.open(bench.wire(), bench.target(), door, holder.token());
      spoken = opening.spoken();
      session = opening.session();
    }
    var expected =
        bench.admits(holder)
            ? "admitted"
            : holder.covers(bench.target()) ? "403 access_denied" : "401 invalid_token";
    var observed = session == null ? spoken.heard().verdict() : "admitted";
    cell(Family.ADMISSION, holder, door.toString(), "initialize", expected, observed, spoken);
    if (session == null) {
      knock(door, holder);
      return;
    }
    try (session) {
      list(door, holder, session.request("tools/list", Probes.object()));
      for (var tool : bench.policy().tools(bench.server())) {
        call(door, holder, tool, session);
      }
    }
  }

  /** Without a session, as there is none to be had. */
  private void knock(Door door, Holder holder) throws InterruptedException {
    list(door, holder, direct(door, holder, "tools/list", Probes.object()));
    for (var tool : bench.policy().tools(bench.server())) {
      pace.step();
      called(door, holder, tool, direct(door, holder, "tools/call", Rpc.call(tool, Rpc.odd())));
    }
  }

  private Spoken direct(Door door, Holder holder, String method, JsonNode params) {
    var path = door.messages() + (door.isSse() ? "?session_id=" + "0".repeat(32) : "");
    var body = Rpc.request(1, method, params).toString();
    var ask = Ask.json(bench.target().path(path), body, Ask.bearer(holder.token()));
    var sent = ask.bytes(bench.target());
    var heard = bench.wire().exchange(bench.target(), sent);
    return new Spoken(heard, Evidence.of(sent, heard));
  }

  private void call(Door door, Holder holder, String tool, Session session)
      throws InterruptedException {
    pace.step();
    var spoken = session.request("tools/call", Rpc.call(tool, Rpc.odd()));
    for (var again = 0; spoken.heard().status() == 429 && again < 5; again++) {
      pace.rest(spoken.heard().header("Retry-After"));
      spoken = session.request("tools/call", Rpc.call(tool, Rpc.odd()));
    }
    called(door, holder, tool, spoken);
  }

  private void called(Door door, Holder holder, String tool, Spoken spoken) {
    var expected = bench.allows(tool, holder) ? CALLABLE : REFUSED;
    var observed = outcome(spoken.heard());
    cell(Family.TOOLS, holder, door + CALL, tool, expected, observed, spoken);
  }

  /** What became of a call with an argument that no tool has. */
  static String outcome(Heard heard) {
    if (heard.status() == 403 || heard.status() == 401) {
      return REFUSED;
    }
    var result = heard.json().path("result");
    if (!result.isObject()) {
      return heard.verdict();
    }
    var text = Tools.text(heard);
    if (!result.path("isError").asBoolean()) {
      return "it ran, in spite of an unknown argument";
    }
    if (text.contains("may not use")) {
      return text.contains(Rpc.ODD_ARGUMENT) ? "refused, but its arguments were read" : REFUSED;
    }
    return text.contains(Rpc.ODD_ARGUMENT) ? CALLABLE : "unclear: " + Evidence.shown(text);
  }

  private void list(Door door, Holder holder, Spoken spoken) {
    var listed = names(spoken.heard());
    var all = new LinkedHashSet<>(bench.policy().tools(bench.server()));
    if (listed != null) {
      all.addAll(listed);
    }
    var may = listed != null || isRefusal(spoken.heard());
    for (var tool : all) {
      var expected = bench.allows(tool, holder) ? LISTED : HIDDEN;
      var observed =
          !may
              ? spoken.heard().verdict()
              : listed != null && listed.contains(tool) ? LISTED : HIDDEN;
      cell(Family.TOOLS, holder, door + LIST, tool, expected, observed, spoken);
    }
  }

  private static boolean isRefusal(Heard heard) {
    return heard.status() == 401 || heard.status() == 403;
  }

  private static @Nullable Set<String> names(Heard heard) {
    var tools = heard.json().path("result").path("tools");
    return tools.isArray()
        ? tools
            .valueStream()
            .map(tool -> tool.path("name").asText())
            .collect(Collectors.toCollection(LinkedHashSet::new))
        : null;
  }

  private void cell(
      Family family,
      Holder holder,
      String door,
      String name,
      String expected,
      String observed,
      Spoken spoken) {
    bench
        .ledger()
        .add(
            new Cell(
                family,
                bench.server(),
                holder.title(),
                door,
                name,
                List.of(expected),
                observed,
                spoken.evidence()));
  }
}
