package dev.rolegate.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rolegate.auth.http.RawHttp;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccessTest {
  private RunningService service;

  @BeforeAll
  void start(@TempDir Path data) {
    service = RunningService.start(data);
  }

  @AfterAll
  void stop() {
    service.close();
  }

  private record Refused(String name, int status, String target, List<String> headers) {}

  @TestFactory
  List<DynamicTest> whoIsNobodyLearnsNothing() {
    return List.of(
            new Refused("no credential", 401, "/access", List.of()),
            new Refused("a wrong secret", 401, "/access", List.of(basic("carol", "wrong"))),
            new Refused("nobody", 401, "/access", List.of(basic("nobody", "carol-secret"))),
            new Refused("no token", 401, "/access", List.of("Authorization: Bearer a.b.c")),
            new Refused("an empty token", 401, "/access", List.of("Authorization: Bearer ")),
            new Refused(
                "two", 400, "/access", List.of(basic("carol", "carol-secret"), basic("bob", "x"))),
            new Refused("in the URL", 400, "/access?a=b", List.of(basic("carol", "carol-secret"))))
        .stream()
        .map(row ->
            DynamicTest.dynamicTest(
                row.name,
                () -> {
                  var answer =
                      service.http.ask("GET", row.target, row.headers.toArray(String[]::new));
                  assertThat(answer.status()).as(answer.body()).isEqualTo(row.status);
                  assertThat(answer.body()).doesNotContain("servers");
                }))
        .toList();
  }

  @Test
  void clientAndTokenGetTheSameAnswer() throws IOException {
    var byClient = get(basic("carol", "carol-secret"));
    var token = service.token("carol", "carol-secret").path("access_token").asText();
    assertThat(get("Authorization: Bearer " + token)).isEqualTo(byClient);
    assertThat(byClient.path("job_role").asText()).isEqualTo("Officer");
    assertThat(byClient.path("servers").findValuesAsText("admitted"))
        .containsExactly("true", "false", "false");
    var hr = byClient.path("servers").path(0);
    var add = tool(hr, "add_employee_record");
    assertThat(add.path("allowed").booleanValue()).isFalse();
    assertThat(add.path("rule").asText()).isEqualTo("servers.hr.tools.add_employee_record.allow");
    assertThat(add.path("roles_that_may").toString()).isEqualTo("[\"Manager\"]");
    var create = tool(hr, "create_leave_request");
    assertThat(create.path("arguments").path(0).path("must_be").asText())
        .isEqualTo("the caller's own");
    assertThat(create.path("confirm").toString()).isEqualTo("[\"ask\"]");
    assertThat(hr.path("records").path(0).path("fields").path("salary").asText())
        .isEqualTo("hidden, full in their own");
    var crm = byClient.path("servers").path(2);
    assertThat(crm.path("explanation").asText())
        .isEqualTo("job_role Officer is not admitted to crm; admitted: Manager");
    assertThat(crm.path("rule").asText()).isEqualTo("servers.crm.admit");
    assertThat(crm.has("tools")).isFalse();
  }

  @Test
  void aRevokedTokenIsNoCredential() throws IOException {
    var token = service.token("bob", "bob-secret").path("access_token").asText();
    var revoked =
        service.http.post(
            "/revoke",
            "token=" + token,
            List.of(basic("bob", "bob-secret"), RunningService.FORM).toArray(String[]::new));
    assertThat(revoked.status()).isEqualTo(200);
    assertThat(service.http.ask("GET", "/access", "Authorization: Bearer " + token).status())
        .isEqualTo(401);
  }

  @Test
  void whoHasNoRoleIsAdmittedNowhere() throws IOException {
    var access = get(basic("test_client", "secret_1234"));
    assertThat(access.path("job_role").isNull()).isTrue();
    assertThat(access.path("servers").findValuesAsText("admitted"))
        .containsExactly("false", "false", "false");
  }

  @Test
  void operatorsSeeTheSameOfAClient() throws IOException {
    var shown = RunningService.json(service.adminAlone("access/show", "'client_id':'carol'"));
    assertThat(shown.path("servers"))
        .isEqualTo(get(basic("carol", "carol-secret")).path("servers"));
    assertThat(service.adminAlone("access/show", "'client_id':'nobody'").status()).isEqualTo(404);
    assertThat(service.adminAlone("access/show", "").status()).isEqualTo(400);
  }

  private JsonNode get(String authorization) throws IOException {
    RawHttp.Answer answer = service.http.ask("GET", "/access", authorization);
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return RunningService.json(answer);
  }

  private static JsonNode tool(JsonNode server, String name) {
    for (var tool : server.path("tools")) {
      if (tool.path("name").asText().equals(name)) {
        return tool;
      }
    }
    throw new AssertionError("no " + name);
  }

  private static String basic(String client, String secret) {
    return RunningService.basic(client, secret);
  }
}
