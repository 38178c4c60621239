package dev.rolegate.cli.verify;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** Every defect of a token at every guarded path of a server. */
final class TokenDefects {
  private final Bench bench;
  private final ForeignKeys keys;
  private final JsonNode jwks;
  private final Decoy decoy;

  TokenDefects(Bench bench, ForeignKeys keys, JsonNode jwks, Decoy decoy) {
    this.bench = bench;
    this.keys = keys;
    this.jwks = jwks;
    this.decoy = decoy;
  }

  void run() {
    var holder = bench.insider();
    if (holder == null) {
      bench.ledger().skip(bench.server() + ": defective tokens, as the policy admits nobody there");
      return;
    }
    var other = bench.otherInsider(holder);
    var somebody = other == null ? bench.holders().getLast() : other;
    var defects = new ArrayList<Defect>(MisplacedTokens.of(holder, somebody));
    defects.addAll(ForgedTokens.of(holder.token(), somebody.token(), keys, jwks, decoy.url()));
    for (var door : doors()) {
      controls(door, holder);
      defects.forEach(defect -> attempt(door, holder, defect));
    }
    bench
        .ledger()
        .add(
            new Cell(
                Family.TOKENS,
                bench.server(),
                holder.title(),
                "",
                "keys at a URL that the token names are not fetched",
                List.of("nobody came"),
                decoy.visits() == 0 ? "nobody came" : "somebody came to fetch them",
                null));
  }

  /** Or all the refusals could have another reason. */
  private void controls(String door, Holder holder) {
    if (door.equals("/messages")) {
      // Past the gate there is no such session.
      bench.expect(
          Family.TOKENS,
          holder.title(),
          door,
          "the good token",
          knock(door).with(Ask.bearer(holder.token())),
          "404 session_not_found");
      return;
    }
    bench.expect(
        Family.TOKENS,
        holder.title(),
        door,
        "the good token",
        knock(door).with(Ask.bearer(holder.token())),
        "200");
    bench.expect(
        Family.TOKENS,
        holder.title(),
        door,
        "the good token, bearer in small letters",
        knock(door).with("Authorization: bearer " + holder.token()),
        "200");
  }

  private void attempt(String door, Holder holder, Defect defect) {
    var ask = knock(door).with(defect.headers().toArray(String[]::new));
    if (!defect.query().isEmpty()) {
      ask = ask.at(ask.path() + (ask.path().contains("?") ? "&" : "?") + defect.query());
    }
    if (!defect.form().isEmpty()) {
      if (door.equals("/sse")) {
        return;
      }
      ask =
          ask.without("Content-Type")
              .with("Content-Type: application/x-www-form-urlencoded")
              .saying(defect.form().getBytes(UTF_8));
    }
    var sent = ask.bytes(bench.target());
    var heard = bench.wire().exchange(bench.target(), sent);
    bench
        .ledger()
        .add(
            new Cell(
                Family.TOKENS,
                bench.server(),
                holder.title(),
                door,
                defect.name(),
                defect.accepted(),
                heard.verdict(defect.secret()),
                Evidence.of(sent, heard)));
  }

  private Ask knock(String door) {
    var path = bench.target().path(door);
    return switch (door) {
      case "/sse" -> Ask.of("GET", path, Ask.ACCEPT_STREAM);
      case "/messages" ->
          Ask.json(path + "?session_id=" + "0".repeat(32), Rpc.initialize("2024-11-05"));
      default -> Ask.json(path, Rpc.initialize(Door.LATEST));
    };
  }

  private List<String> doors() {
    return bench.sse() ? List.of("/mcp", "/sse", "/messages") : List.of("/mcp");
  }
}
