package dev.rolegate.token;

import static dev.rolegate.token.RunningService.CRM;
import static dev.rolegate.token.RunningService.FORM;
import static dev.rolegate.token.RunningService.GRANT;
import static dev.rolegate.token.RunningService.HR;
import static dev.rolegate.token.RunningService.JSON;
import static dev.rolegate.token.RunningService.SECRET_FORM;
import static dev.rolegate.token.RunningService.SECRET_JSON;
import static dev.rolegate.token.RunningService.alice;
import static dev.rolegate.token.RunningService.basic;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.auth.http.RefusalAssert;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Requests of a known client that ask for what there is not, or ask wrongly. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TokenRequestTest {
  private RunningService service;

  @BeforeAll
  void start(@TempDir Path data) {
    service = RunningService.start(data);
  }

  @AfterAll
  void stop() {
    service.close();
  }

  static Stream<Refused> refusals() {
    return Stream.concat(requests().stream(), resources().stream());
  }

  private static List<Refused> requests() {
    var bad = "invalid_request";
    return List.of(
        new Refused("both ways at once", 400, bad, SECRET_FORM, FORM, alice()),
        new Refused("both ways at once, JSON", 400, bad, SECRET_JSON, JSON, alice()),
        new Refused("two Authorizations", 400, bad, GRANT, FORM, alice(), alice()),
        new Refused(
            "TOKEN-018 another client in the body",
            400,
            bad,
            GRANT + "&client_id=bob",
            FORM,
            alice()),
        new Refused("TOKEN-004 grant_type empty", 400, bad, "grant_type=", FORM, alice()),
        new Refused("no grant_type", 400, bad, "", FORM, alice()),
        grantType("TOKEN-005 unknown", "urn:x"),
        grantType("password", "password&username=alice&password=alice-secret"),
        notRegistered("refresh_token", "refresh_token&refresh_token=x"),
        notRegistered("token exchange", "urn:ietf:params:oauth:grant-type:token-exchange"),
        grantType("authorization_code", "authorization_code&code=x"),
        grantType("in capitals", "CLIENT_CREDENTIALS"),
        grantType("with a space", "client_credentials%20"),
        grantType("TOKEN-059 a semicolon is no separator", "client_credentials;scope=crm:admin"),
        grantType("TOKEN-061 markup", "<img src=x onerror=alert(1)>"),
        new Refused(
            "grant_type with a control character",
            400,
            bad,
            "grant_type=client_credentials%0a",
            FORM,
            alice()),
        new Refused(
            "grant_type unknown in JSON",
            400,
            "unsupported_grant_type",
            "{\"grant_type\":\"password\"}",
            JSON,
            alice()),
        new Refused(
            "TOKEN-041 scope", 400, "invalid_scope", GRANT + "&scope=crm:admin", FORM, alice()),
        new Refused(
            "scope in JSON", 400, "invalid_scope", "{\"scope\":\"hr:read\"}", JSON, alice()),
        new Refused("TOKEN-011 scope twice", 400, bad, GRANT + "&scope=a&scope=b", FORM, alice()),
        new Refused(
            "TOKEN-014 refresh_token twice",
            400,
            bad,
            GRANT + "&refresh_token=a&refresh_token=b",
            FORM,
            alice()),
        new Refused(
            "TOKEN-009 client_id twice", 400, bad, GRANT + "&client_id=a&client_id=b", FORM),
        new Refused(
            "client_secret twice", 400, bad, SECRET_FORM + "&client_secret=alice-secret", FORM),
        new Refused("grant_type twice", 400, bad, GRANT + "&" + GRANT, FORM, alice()),
        new Refused(
            "a name twice, once encoded", 400, bad, GRANT + "&grant%5ftype=x", FORM, alice()));
  }

  private static Refused notRegistered(String what, String value) {
    return new Refused(
        "grant_type " + what, 400, "unauthorized_client", "grant_type=" + value, FORM, alice());
  }

  private static Refused grantType(String what, String value) {
    return new Refused(
        "grant_type " + what, 400, "unsupported_grant_type", "grant_type=" + value, FORM, alice());
  }

  private static List<Refused> resources() {
    var all = new ArrayList<Refused>();
    for (var target :
        List.of(
            "javascript:alert(1)", // TOKEN-046
            "/mcp",
            "hr",
            "*",
            "x",
            HR + "/",
            HR + "%23x",
            HR + "?x",
            HR.replace("http", "HTTP"),
            HR.replace("localhost", "127.0.0.1"),
            HR + "%20",
            HR + "," + CRM,
            "http://localhost:8004/mcp",
            "http://localhost:8100")) {
      all.add(
          new Refused(
              "resource " + target,
              400,
              "invalid_target",
              GRANT + "&resource=" + target,
              FORM,
              alice()));
    }
    all.add(
        new Refused(
            "one of two resources unknown",
            400,
            "invalid_target",
            GRANT + "&resource=" + HR + "&resource=x",
            FORM,
            alice()));
    all.add(
        new Refused(
            "a resource that the role is not admitted to",
            400,
            "invalid_target",
            GRANT + "&resource=" + CRM,
            FORM,
            basic("carol", "carol-secret")));
    all.add(
        new Refused(
            "one of two that the role is not admitted to",
            400,
            "invalid_target",
            GRANT + "&resource=" + HR + "&resource=" + CRM,
            FORM,
            basic("bob", "bob-secret")));
    all.add(
        new Refused(
            "any resource without a role",
            400,
            "invalid_target",
            GRANT + "&resource=" + HR,
            FORM,
            basic("test_client", "secret_1234")));
    all.add(
        new Refused(
            "a resource with a line break",
            400,
            "invalid_request",
            GRANT + "&resource=" + HR + "%0d%0a",
            FORM,
            alice()));
    return all;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refusals")
  void isRefusedAndAuditedAndDoesNoHarm(Refused refused) throws IOException {
    refused.check(service);
  }

  @Test
  void anotherMethodIsRefused() throws IOException {
    for (var method : List.of("GET", "PUT", "PATCH", "DELETE", "TRACE")) {
      // TOKEN-002
      var answer = service.http.ask(method, "/token?" + GRANT, alice());
      RefusalAssert.isOurs(answer, 405);
      assertThat(answer.headers("Allow")).containsExactly("POST");
    }
  }

  @Test
  void anotherPathIsNotServed() throws IOException {
    for (var path :
        List.of("/token/", "/TOKEN", "/token/x", "/oauth/token", "/revoke/", "/authorize")) {
      RefusalAssert.isOurs(service.http.post(path, SECRET_FORM, FORM), 404);
    }
  }

  @Test
  void aParameterInTheUrlIsRefusedWhateverItIs() throws IOException {
    // TOKEN-016
    for (var query : List.of("?client_secret=alice-secret", "?x", "?")) {
      var answer = service.http.post("/token" + query, GRANT + "&client_id=alice", FORM);
      RefusalAssert.isOurs(answer, 400);
      RefusalAssert.isOurs(service.http.post("/token" + query, SECRET_FORM, FORM), 400);
    }
  }
}
