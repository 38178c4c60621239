package dev.rolegate.endtoend.attack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.endtoend.DemoClient;
import dev.rolegate.endtoend.Json;
import dev.rolegate.endtoend.Rpc;
import dev.rolegate.endtoend.Server;
import dev.rolegate.endtoend.Sse;
import dev.rolegate.endtoend.Streamable;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

/** Attacks on who may speak in which session, and from which page. */
final class SessionAttacks {
  private final McpArena arena;

  SessionAttacks(McpArena arena) {
    this.arena = arena;
  }

  /** Foreign origins, and a session id that is no id. */
  void read(AttackCase one) {
    var headers = new ArrayList<String>(List.of("Authorization: Bearer " + arena.token()));
    for (var header : one.request().path("headers_add")) {
      headers.add(header.get(0).asText() + ": " + header.get(1).asText());
    }
    var session = one.request().path("session").asText("");
    var named =
        session.isEmpty()
            ? arena.target().canary().sessionHeaders()
            : List.of("Mcp-Session-Id: " + session);
    var answer = arena.post(Json.text(arena.target().read()), headers, named);
    assertThat(answer.status()).as(answer.toString()).isIn(one.statuses());
    if (!session.isEmpty()) {
      assertThat(answer.everything()).doesNotContain(session);
    }
  }

  void crossSession() {
    for (var mallory : List.of(DemoClient.BOB, DemoClient.CAROL)) {
      var before = arena.target().sing();
      var credentials = List.of("Authorization: Bearer " + arena.deployment().token(mallory));
      var stolen = arena.target().canary().sessionHeaders();
      for (var method : List.of("GET", "DELETE")) {
        var answer =
            arena.held(arena.target().send(method, new byte[0], Target.all(credentials, stolen)));
        assertThat(answer.status()).as(method + " " + answer).isEqualTo(404);
      }
      var answer = arena.post(Json.text(Tools.addEmployee(Json.object())), credentials, stolen);
      assertThat(answer.status()).as(answer.toString()).isEqualTo(404);
      assertThat(arena.target().audit().of(answer.requestId()).getFirst().get("subject").asText())
          .isEqualTo(mallory.id());
      assertThat(arena.target().sing()).isEqualTo(before);
    }
  }

  /** The same over the deprecated pair. */
  void crossSessionOverSse() {
    for (var mallory : List.of(DemoClient.BOB, DemoClient.CAROL)) {
      try (var alice = Sse.open(arena.target().url(), arena.token())) {
        var before = arena.target().sing();
        var answer =
            arena.held(
                alice.post(Tools.addEmployee(Json.object()), arena.deployment().token(mallory)));
        assertThat(answer.status()).as(answer.toString()).isEqualTo(404);
        assertThat(arena.target().sing()).isEqualTo(before);
      }
    }
  }

  /** Alice's session, with a token of alice that says Officer. */
  void downgrade() {
    var officer =
        arena
            .deployment()
            .signing()
            .valid()
            .claim("aud", arena.deployment().resource(Server.HR))
            .claim("job_role", "Officer")
            .mint();
    var before = arena.target().sing();
    var answer =
        arena.post(
            Json.text(Tools.addEmployee(Json.object())),
            List.of("Authorization: Bearer " + officer),
            arena.target().canary().sessionHeaders());
    assertThat(answer.status()).isEqualTo(200);
    assertThat(Rpc.isError(answer.json().get("result"))).isTrue();
    assertThat(Rpc.text(answer.json().get("result")))
        .contains("job_role Officer may not use add_employee_record; allowed: Manager");
    assertThat(arena.target().sing()).isEqualTo(before);
  }

  void sessionWithoutToken() {
    var answer =
        arena.post(
            Json.text(arena.target().read()), List.of(), arena.target().canary().sessionHeaders());
    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.header("WWW-Authenticate"))
        .startsWith("Bearer resource_metadata=\"")
        .doesNotContain("error");
  }

  /** Many clients with the same id at the same time: nobody gets another's answer. */
  void idCollision() throws Exception {
    var employees =
        arena
            .target()
            .sing()
            .get("employees")
            .valueStream()
            .map(employee -> employee.get("employee_id").asText())
            .toList();
    try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
      var calls =
          IntStream.range(0, 40)
              .<Callable<Void>>mapToObj(client ->
                  () -> {
                    collide("client-" + client, employees, client);
                    return null;
                  })
              .toList();
      for (var done : clients.invokeAll(calls)) {
        done.get();
      }
    }
  }

  private void collide(String subject, List<String> employees, int offset) {
    var manager =
        arena
            .deployment()
            .signing()
            .of(subject, "Manager", arena.deployment().resource(Server.HR))
            .mint();
    try (var session = Streamable.open(arena.target().url(), manager)) {
      for (var i = 0; i < 25; i++) {
        var wanted = employees.get((offset + i) % employees.size());
        var arguments = Json.object().put("employee_id", wanted);
        var answer =
            session.post(
                Json.text(
                    Rpc.request(1, "tools/call", Rpc.call("get_employee_records", arguments))));
        assertThat(answer.json().at("/result/structuredContent/employees"))
            .singleElement()
            .satisfies(found -> assertThat(found.get("employee_id").asText()).isEqualTo(wanted));
      }
    }
  }

  void noSession(AttackCase one) {
    var get =
        arena
            .target()
            .raw()
            .request(
                "GET",
                "/mcp",
                new byte[0],
                Target.all(List.of("Authorization: Bearer " + arena.token()), List.of()));
    var answer = arena.held(arena.target().raw().exchange(get));
    assertThat(answer.status()).as(answer.toString()).isEqualTo(400);
    assertThat(one.statuses()).contains(400);
  }
}
