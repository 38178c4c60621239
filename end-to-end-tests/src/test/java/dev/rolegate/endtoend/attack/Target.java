package dev.rolegate.endtoend.attack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rolegate.auth.TestTokens;
import dev.rolegate.endtoend.Answer;
import dev.rolegate.endtoend.AuditFile;
import dev.rolegate.endtoend.Deployment;
import dev.rolegate.endtoend.Json;
import dev.rolegate.endtoend.RawHttp;
import dev.rolegate.endtoend.Rpc;
import dev.rolegate.endtoend.Server;
import dev.rolegate.endtoend.Streamable;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/**
 * One server under attack, and the canary: alice, a Manager, whose valid token must work before and
 * after every case and see the same data (O6, O7).
 */
final class Target {
  private final RawHttp raw;
  private final URI url;
  private final AuditFile audit;
  private final String readTool;
  private final Streamable canary;

  Target(URI url, AuditFile audit, String readTool, TestTokens tokens, String resource) {
    this.raw = new RawHttp(url);
    this.url = url;
    this.audit = audit;
    this.readTool = readTool;
    this.canary = Streamable.open(url, tokens.valid().claim("aud", resource).mint());
  }

  /** A server of a deployment. */
  static Target of(Deployment deployment, Server server) {
    return new Target(
        deployment.url(server),
        deployment.audit(server),
        server.readTool(),
        deployment.signing(),
        deployment.resource(server));
  }

  URI url() {
    return url;
  }

  AuditFile audit() {
    return audit;
  }

  RawHttp raw() {
    return raw;
  }

  Streamable canary() {
    return canary;
  }

  /** O7: what the canary sees; fails when it is refused. */
  JsonNode sing() {
    var answer = canary.post(readTool, Json.object());
    assertThat(answer.status()).as("O7 " + answer).isEqualTo(200);
    var result = answer.json().path("result");
    assertThat(result.path("isError").asBoolean(true)).as("O7 " + result).isFalse();
    return result.get("structuredContent");
  }

  /** {@code tools_call_read}. */
  JsonNode read() {
    return Rpc.request(1, "tools/call", Rpc.call(readTool, Json.object()));
  }

  /** Sends anything to {@code /mcp}. */
  Answer send(String method, byte[] body, List<String> headers) {
    return raw.exchange(raw.request(method, "/mcp", body, headers));
  }

  /** Posts to {@code /mcp} in the canary's session, with other credentials. */
  Answer inCanarysSession(JsonNode message, List<String> headers) {
    return post(message, headers, canary.sessionHeaders());
  }

  /**
   * Posts to {@code /mcp} in a session that the credentials open; what refuses that is returned.
   */
  Answer inOwnSession(JsonNode message, List<String> headers) {
    var opened = post(Rpc.request(0, "initialize", Rpc.hello()), headers, List.of());
    if (opened.status() != 200) {
      return opened;
    }
    var session =
        List.of(
            "Mcp-Session-Id: " + opened.header("Mcp-Session-Id"),
            "MCP-Protocol-Version: " + Rpc.VERSION);
    return post(message, headers, session);
  }

  private Answer post(JsonNode message, List<String> headers, List<String> session) {
    return send("POST", RawHttp.utf8(Json.text(message)), all(headers, session));
  }

  /** The headers of a well-formed POST around others. */
  static List<String> all(List<String> headers, List<String> session) {
    var all = new ArrayList<String>();
    all.add("Content-Type: application/json");
    all.add("Accept: application/json, text/event-stream");
    all.addAll(session);
    all.addAll(headers);
    return all;
  }
}
