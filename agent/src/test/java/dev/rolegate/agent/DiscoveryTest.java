package dev.rolegate.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.rolegate.agent.AgentConfig.Start;
import dev.rolegate.auth.config.Secret;
import java.net.URI;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Documents and answers that mislead: the agent stops, says why, and sends no secret along. */
class DiscoveryTest {
  private static final String METADATA = "/.well-known/oauth-authorization-server";
  private static final String RESOURCE = "/.well-known/oauth-protected-resource";
  private static final String SECRET = "a-secret-of-a-test";

  record Lie(String what, Consumer<StubIssuer> told, String said) {
    @Override
    public String toString() {
      return what;
    }
  }

  static final List<Lie> ofAnIssuer =
      List.of(
          new Lie("no metadata", one -> one.says(METADATA, 404, "{}"), "answers 404 where"),
          new Lie("no JSON", one -> one.says(METADATA, 200, "<html>"), "answers 200 where"),
          new Lie(
              "sends elsewhere",
              one -> one.says(METADATA, 302, "{}", "Location", "SELF/other"),
              "answers 302 where"),
          new Lie(
              "another issuer's metadata",
              one -> one.says(METADATA, 200, "{'issuer':'SELF/','token_endpoint':'SELF/token'}"),
              "calls itself 'http://localhost:"),
          new Lie(
              "no issuer",
              one -> one.says(METADATA, 200, "{'token_endpoint':'SELF/token'}"),
              "calls itself ''"),
          new Lie(
              "a token endpoint that all can hear",
              one ->
                  one.says(
                      METADATA, 200, "{'issuer':'SELF','token_endpoint':'http://192.0.2.1/token'}"),
              "plain http to another machine"),
          new Lie(
              "a token endpoint that is a file",
              one -> one.says(METADATA, 200, "{'issuer':'SELF','token_endpoint':'file:///x'}"),
              "is no http or https URL"),
          new Lie(
              "no end",
              one -> one.says(METADATA, 200, "{'x':'" + "x".repeat(300_000) + "'}"),
              "broke off before a whole answer"));

  @ParameterizedTest
  @FieldSource("ofAnIssuer")
  void anIssuerThatMisleadsGetsNoSecret(Lie lie) {
    try (var issuer = new StubIssuer().right()) {
      lie.told().accept(issuer);
      assertThat(refused(new Start.Issuer(issuer.url()))).contains(lie.said());
      assertThat(issuer.asked())
          .allSatisfy(asked -> {
            assertThat(asked.authorization()).isEmpty();
            assertThat(asked.body()).doesNotContain(SECRET);
          });
    }
  }

  static final List<Lie> ofATokenEndpoint =
      List.of(
          new Lie("no JSON", one -> one.says("/token", 200, "ok"), "but not as a token service"),
          new Lie(
              "no bearer",
              one -> one.says("/token", 200, "{'access_token':'t','token_type':'mac'}"),
              "but not as a token service"),
          new Lie(
              "a header within the token",
              one ->
                  one.says("/token", 200, "{'access_token':'t\\r\\nX: y','token_type':'Bearer'}"),
              "but not as a token service"),
          new Lie(
              "sends elsewhere",
              one -> one.says("/token", 307, "", "Location", "SELF/other"),
              "answers 307, but not as a token service"),
          new Lie(
              "moves the cursor",
              one ->
                  one.says(
                      "/token",
                      400,
                      "{'error':'x','error_description':'a\\u001b[2Jb','request_id':'r'}"),
              "the token service refuses: a\\u001b[2Jb (request r)"));

  /** The others go on without it. */
  @Test
  void aServerThatAllCanHearIsDownAndGetsNoToken() throws NotConnected {
    try (var issuer = new StubIssuer().right()) {
      issuer.says(
          "/token",
          200,
          "{'access_token':'t','token_type':'Bearer',"
              + "'servers':[{'name':'hr','url':'http://192.0.2.1/mcp'}]}");
      try (var agent = Agent.connect(config(new Start.Issuer(issuer.url())), Person.nobody())) {
        assertThat(agent.servers())
            .singleElement()
            .isInstanceOfSatisfying(
                ServerState.Down.class,
                down ->
                    assertThat(down.why())
                        .contains("the server hr is plain http to another machine"));
        assertThat(agent.all()).isEmpty();
      }
    }
  }

  @ParameterizedTest
  @FieldSource("ofATokenEndpoint")
  void aTokenEndpointThatMisleadsIsNoReasonToGoOn(Lie lie) {
    try (var issuer = new StubIssuer().right()) {
      lie.told().accept(issuer);
      assertThat(refused(new Start.Issuer(issuer.url()))).contains(lie.said());
      assertThat(issuer.asked()).noneMatch(asked -> asked.path().equals("/other"));
    }
  }

  static final List<Lie> ofAServer =
      List.of(
          new Lie("says nothing", one -> {}, "does not say who issues its tokens"),
          new Lie(
              "is another's",
              one ->
                  one.says(
                      RESOURCE,
                      200,
                      "{'resource':'http://localhost:1/mcp','authorization_servers':['SELF']}"),
              "tokens are for another resource"),
          new Lie(
              "is a neighbour's",
              one ->
                  one.says(
                      RESOURCE, 200, "{'resource':'SELF/mc','authorization_servers':['SELF']}"),
              "tokens are for another resource"),
          new Lie(
              "names nobody",
              one -> one.says(RESOURCE, 200, "{'resource':'SELF/mcp'}"),
              "names nobody who issues its tokens"));

  @ParameterizedTest
  @FieldSource("ofAServer")
  void aServerThatMisleadsGetsNoToken(Lie lie) {
    try (var server = new StubIssuer().right().says("/mcp", 401, "{}")) {
      lie.told().accept(server);
      assertThat(refused(new Start.Server("s", URI.create(server.url() + "/mcp"))))
          .contains(lie.said());
      assertThat(server.asked()).noneMatch(asked -> asked.path().equals("/token"));
    }
  }

  @Test
  void aServerCannotSendItsCallersToReadElsewhere() {
    try (var other = new StubIssuer().right();
        var server = new StubIssuer().right()) {
      server.says(
          "/mcp",
          401,
          "{}",
          "WWW-Authenticate",
          "Bearer resource_metadata=\"" + other.url() + "/x\"");
      refused(new Start.Server("s", URI.create(server.url() + "/mcp")));
      assertThat(other.asked()).isEmpty();
    }
  }

  @Test
  void aSecretGoesInTheHeaderUnlessTheMetadataKnowsOnlyTheBody() throws NotConnected {
    try (var issuer = new StubIssuer().right()) {
      Bearer.of(config(new Start.Issuer(issuer.url())), issuer.url() + "/mcp");
      var byHeader = issuer.asked().getLast();
      assertThat(byHeader.authorization()).startsWith("Basic ");
      assertThat(byHeader.body())
          .startsWith("grant_type=client_credentials&resource=http%3A%2F%2Flocalhost")
          .doesNotContain(SECRET);
      issuer.says(
          METADATA,
          200,
          "{'issuer':'SELF','token_endpoint':'SELF/token',"
              + "'token_endpoint_auth_methods_supported':['client_secret_post']}");
      Bearer.of(config(new Start.Issuer(issuer.url())), null);
      var byBody = issuer.asked().getLast();
      assertThat(byBody.authorization()).isEmpty();
      assertThat(byBody.body())
          .isEqualTo("grant_type=client_credentials&client_id=me&client_secret=" + SECRET);
    }
  }

  private static String refused(Start start) {
    var thrown =
        catchThrowableOfType(
            NotConnected.class, () -> Agent.connect(config(start), Person.nobody()).close());
    assertThat(thrown).isNotNull();
    assertThat(thrown.sentence()).doesNotContain(SECRET);
    return thrown.sentence();
  }

  private static AgentConfig config(Start start) {
    return AgentConfig.of(start, new Credential.SharedSecret("me", Secret.of(SECRET)));
  }
}
