package dev.rolegate.cli.verify;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** A session of Streamable HTTP. */
final class StreamableSession implements Session {
  private final Wire wire;
  private final Target target;
  private final Door door;
  private final String token;
  private final String id;
  private int last = 1;

  private StreamableSession(Wire wire, Target target, Door door, String token, String id) {
    this.wire = wire;
    this.target = target;
    this.door = door;
    this.token = token;
    this.id = id;
  }

  /** What {@code initialize} is answered. */
  record Opening(Spoken spoken, @Nullable StreamableSession session) {}

  static Opening open(Wire wire, Target target, Door door, String token) {
    var sent =
        Ask.json(target.path("/mcp"), Rpc.initialize(door.revision()), Ask.bearer(token))
            .bytes(target);
    var heard = wire.exchange(target, sent);
    var spoken = new Spoken(heard, Evidence.of(sent, heard));
    if (heard.status() != 200 || !heard.json().has("result")) {
      return new Opening(spoken, null);
    }
    var id = heard.header("Mcp-Session-Id");
    var session = new StreamableSession(wire, target, door, token, id);
    var ready = session.ask("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}");
    var _ = wire.exchange(target, ready.bytes(target));
    return new Opening(spoken, session);
  }

  String id() {
    return id;
  }

  @Override
  public Spoken request(String method, JsonNode params) {
    var sent = ask(Rpc.request(++last, method, params).toString()).bytes(target);
    var heard = wire.exchange(target, sent);
    return new Spoken(heard, Evidence.of(sent, heard));
  }

  @Override
  public Ask ask(String body) {
    var ask = Ask.json(target.path("/mcp"), body, Ask.bearer(token), "Mcp-Session-Id: " + id);
    // Revisions before 2025-06-18 know no such header.
    return door.revision().compareTo("2025-06-18") < 0
        ? ask
        : ask.with("MCP-Protocol-Version: " + door.revision());
  }

  @Override
  public void close() {
    var _ = wire.exchange(target, ask("").by("DELETE").bytes(target));
  }
}
