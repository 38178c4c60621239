package dev.rolegate.endtoend.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rolegate.auth.SigningAlgorithm;
import dev.rolegate.auth.config.Env;
import dev.rolegate.auth.config.StartRefused;
import dev.rolegate.endtoend.DemoClient;
import dev.rolegate.endtoend.Http;
import dev.rolegate.endtoend.Json;
import dev.rolegate.endtoend.Oracles;
import dev.rolegate.endtoend.Repository;
import dev.rolegate.endtoend.Rpc;
import dev.rolegate.endtoend.Server;
import dev.rolegate.endtoend.Streamable;
import dev.rolegate.endtoend.Transport;
import dev.rolegate.examples.weathertime.Main;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Clock;
import java.util.Base64;
import java.util.HashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The example server among the others, with each algorithm: it admits everybody whom it knows. */
@ParameterizedClass
@EnumSource
class WeatherTimeTest {
  private static final String KEY = "example-canary-key-of-the-weather";

  private static ExampleServer example;

  @Parameter private SigningAlgorithm algorithm;

  @BeforeParameterizedClassInvocation
  static void start(SigningAlgorithm algorithm) {
    example = ExampleServer.start(algorithm);
  }

  @AfterParameterizedClassInvocation
  static void stop() {
    example.close();
  }

  @Test
  void whoShowsNothingOrSomethingForeignGetsNoAnswer() {
    var mcp = example.url().resolve("/mcp");
    var nobody = Http.post(mcp, "{}");
    assertThat(nobody.status()).isEqualTo(401);
    assertThat(nobody.header("WWW-Authenticate"))
        .contains("http://localhost:8004/.well-known/oauth-protected-resource/mcp");
    var forged = Http.post(mcp, "{}", "Authorization: Bearer a.b.c");
    assertThat(forged.status()).isEqualTo(401);
  }

  @Test
  void tokensAreOfTheDeploymentsAlgorithm() {
    var header = example.deployment().token(DemoClient.TEST_CLIENT).split("\\.", 2)[0];
    assertThat(new String(Base64.getUrlDecoder().decode(header), StandardCharsets.US_ASCII))
        .contains("\"alg\":\"" + algorithm + "\"");
  }

  /** A token that names other servers is not for this one. */
  @Test
  void aTokenForTheHrServerIsNoneForThisOne() {
    var hr = token(DemoClient.ALICE, example.deployment().resource(Server.HR));
    assertThat(Streamable.knock(example.url(), hr).status()).isEqualTo(401);
    var own = token(DemoClient.ALICE, ExampleServer.RESOURCE);
    assertThat(Streamable.knock(example.deployment().url(Server.HR), own).status()).isEqualTo(401);
    Streamable.open(example.url(), own).close();
  }

  @ParameterizedTest
  @EnumSource
  void everyClientIsAdmittedAlsoWithoutARole(DemoClient client) {
    for (var transport : Transport.values()) {
      assertIsAdmitted(client, transport);
    }
  }

  private void assertIsAdmitted(DemoClient client, Transport transport) {
    try (var session = transport.open(example.url(), example.deployment().token(client))) {
      assertThat(session.toolNames()).containsExactly("TimeTool", "weather_tool");
      assertThat(session.tools())
          .allMatch(tool -> tool.at("/annotations/readOnlyHint").asBoolean())
          .map(tool -> tool.at("/annotations/openWorldHint").asBoolean())
          .containsExactly(false, true);
      var result = session.result("TimeTool", "{'input_timezone':'Asia/Kolkata'}");
      assertThat(result.at("/structuredContent/timezone").asText()).isEqualTo("Asia/Kolkata");
      assertThat(result.at("/structuredContent/local_time").asText()).endsWith("+05:30");
    }
  }

  @Test
  void theTokenServiceSaysThatItIsOpenToClientsWithoutARole() {
    var answer = example.deployment().answerOfTokenService(DemoClient.TEST_CLIENT);
    assertThat(answer.get("servers").valueStream().map(server -> server.get("name").asText()))
        .containsExactly("weather-time");
  }

  /** What cannot be done is a sentence that says what to do. */
  @Test
  void withoutAKeyTheWeatherSaysWhatToSet() {
    var token = example.deployment().token(DemoClient.TEST_CLIENT);
    try (var session = Streamable.open(example.url(), token)) {
      var answer = session.post("weather_tool", Json.object("{'location':'Berlin'}"));
      var result = answer.json().get("result");
      assertThat(Rpc.isError(result)).isTrue();
      assertThat(Rpc.text(result)).contains("must set OPENWEATHERMAP_API_KEY");
      Oracles.leaksNothing(answer);
      assertThat(Oracles.audited(answer, example.audit()).get("tool").asText())
          .isEqualTo("weather_tool");
    }
  }

  /** Its own settings are refused together with all the others. */
  @Test
  void everyProblemIsToldAtOnce() {
    var env = new HashMap<>(example.deployment().environment(Server.HR));
    env.put("OPENWEATHERMAP_BASE_URL", "http://weather.example");
    env.put("OPENWEATHERMAP_API_KEY", KEY);
    env.put("SSE_TRANSPORT", "maybe");
    env.put("POLICY_FILE", Repository.file("no-such-policy.yaml").toString());
    assertThatThrownBy(() -> Main.start(Env.of(env), Clock.systemUTC()))
        .isInstanceOfSatisfying(
            StartRefused.class,
            refused ->
                assertThat(refused.problems())
                    .hasSize(3)
                    .noneMatch(problem -> problem.contains(KEY))
                    .anyMatch(problem -> problem.startsWith("OPENWEATHERMAP_BASE_URL: is plain"))
                    .anyMatch(problem -> problem.startsWith("SSE_TRANSPORT: "))
                    .anyMatch(problem -> problem.contains("no-such-policy.yaml")));
  }

  /** The policy of the examples is the shipped one, and the example below it. */
  @Test
  void itsPolicyIsTheShippedOneAndFiveLinesMore() throws IOException {
    var shipped = Files.readString(Repository.file("access-policy.yaml"));
    assertThat(Files.readString(Repository.file("examples/access-policy.yaml")))
        .isEqualTo(
            shipped.replace("$schema=access-policy", "$schema=../access-policy")
                + """

                  weather-time:
                    admit: any-authenticated
                    tools:
                      TimeTool:     {allow: any-authenticated}
                      weather_tool: {allow: any-authenticated}
                """);
  }

  private String token(DemoClient client, String resource) {
    var answer =
        Http.post(
            example.deployment().tokenServiceUrl().resolve("/token"),
            "grant_type=client_credentials&resource=" + resource,
            "Content-Type: application/x-www-form-urlencoded",
            client.basic());
    assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    JsonNode token = answer.json().get("access_token");
    return token.asText();
  }
}
