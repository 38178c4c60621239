package dev.rolegate.endtoend.attack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.endtoend.Answer;
import dev.rolegate.endtoend.Json;
import dev.rolegate.endtoend.RawHttp;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;

/** Attacks by what the body of a message holds, and by its headers. */
final class MessageAttacks {
  private final McpArena arena;

  MessageAttacks(McpArena arena) {
    this.arena = arena;
  }

  void body(AttackCase one, String body) {
    var answer = arena.authorized(RawHttp.utf8(body), "Content-Type: application/json");
    assertThat(answer.status()).as(answer.toString()).isIn(one.statuses());
    assertThat(answer.body().length()).isLessThan(2000);
    switch (one.id()) {
      case "MCP-038", "MCP-043", "MCP-044" -> assertCode(answer, -32600);
      case "MCP-039" -> assertCode(answer, -32600, -32700);
      case "MCP-053" -> assertCode(answer, -32602);
      case "MCP-056" -> assertCode(answer, -32601);
      case "MCP-057" -> assertCode(answer, -32600, -32601);
      default -> throw new AssertionError("nobody checks " + one);
    }
  }

  void generated(AttackCase one) {
    var call =
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"get_employee_records\",\"arguments\":{%s}}}";
    var json = "Content-Type: application/json";
    var answer =
        switch (one.request().get("gen").asText()) {
          case "keys:100000" -> {
            var keys = new StringBuilder();
            for (var i = 0; i < 100_000; i++) {
              keys.append(i == 0 ? "" : ",").append("\"").append(i).append("\":1");
            }
            yield arena.authorized(RawHttp.utf8(call.formatted(keys)), json);
          }
          case "surrogate" ->
              arena.authorized(RawHttp.utf8(call.formatted("\"search\":\"\\ud83d\"")), json);
          case "badutf8" ->
              arena.authorized(
                  call.formatted("\"search\":\"\u00ff\u00c3(\"")
                      .getBytes(StandardCharsets.ISO_8859_1),
                  json);
          case "charset_utf16" ->
              arena.authorized(
                  call.formatted("").getBytes(StandardCharsets.UTF_16),
                  "Content-Type: application/json; charset=utf-16");
          case String other -> throw new AssertionError("no generator " + other);
        };
    assertThat(answer.status()).as(answer.toString()).isIn(one.statuses());
  }

  void accept(AttackCase one) {
    var accept = one.request().get("accept");
    var headers = new ArrayList<String>(arena.target().canary().sessionHeaders());
    headers.add("Authorization: Bearer " + arena.token());
    headers.add("Content-Type: application/json");
    if (!accept.isNull()) {
      headers.add("Accept: " + accept.asText());
    }
    var body = RawHttp.utf8(Json.text(arena.target().read()));
    var answer = arena.held(arena.target().send("POST", body, headers));
    // The contract: what does not accept the answer's type is told 406.
    assertThat(answer.status()).as(answer.toString()).isEqualTo(accept.isNull() ? 406 : 200);
  }

  private static void assertCode(Answer answer, Integer... codes) {
    assertThat(answer.json().at("/error/code").asInt())
        .as(answer.toString())
        .isIn((Object[]) codes);
  }
}
