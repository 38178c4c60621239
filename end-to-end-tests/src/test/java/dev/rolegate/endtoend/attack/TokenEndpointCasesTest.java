package dev.rolegate.endtoend.attack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.auth.SigningAlgorithm;
import dev.rolegate.endtoend.Answer;
import dev.rolegate.endtoend.DemoClient;
import dev.rolegate.endtoend.Deployment;
import dev.rolegate.endtoend.Deployments;
import dev.rolegate.endtoend.LogCapture;
import dev.rolegate.endtoend.Oracles;
import dev.rolegate.endtoend.RawHttp;
import dev.rolegate.endtoend.Server;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The cases about {@code POST /token}. */
class TokenEndpointCasesTest {
  @RegisterExtension static final Deployments deployments = new Deployments();

  static List<AttackCase> cases() {
    return AttackCases.where(one -> one.isAbout("TOKEN") && one.kind().equals("raw"));
  }

  @TestFactory
  Stream<DynamicTest> rs256() {
    return tests(deployments.of(SigningAlgorithm.RS256));
  }

  @TestFactory
  Stream<DynamicTest> hs256() {
    return tests(deployments.of(SigningAlgorithm.HS256));
  }

  private static Stream<DynamicTest> tests(Deployment deployment) {
    return cases().stream()
        .map(one -> DynamicTest.dynamicTest(one.toString(), () -> run(one, deployment)));
  }

  private static void run(AttackCase one, Deployment deployment) {
    var http = new RawHttp(deployment.tokenServiceUrl());
    try (var log = LogCapture.start()) {
      var answer = http.exchange(request(one, http, deployment));
      assertThat(answer.status()).as(answer.toString()).isIn(one.statuses());
      if (answer.status() == 200) {
        assertIssued(answer);
      } else {
        Oracles.hold(answer);
        assertRefused(one, answer);
      }
      if (answer.status() == 200 || answer.status() == 401) {
        Oracles.audited(answer, deployment.tokenServiceAudit());
      } else {
        Oracles.auditedAtMostOnce(answer, deployment.tokenServiceAudit());
      }
      Oracles.cleanLog(log.text(), DemoClient.ALICE.secret());
    }
    assertThat(deployment.answerOfTokenService(DemoClient.ALICE).has("access_token"))
        .as("O7")
        .isTrue();
  }

  private static void assertIssued(Answer answer) {
    var body = answer.json();
    assertThat(body.get("token_type").asText()).isEqualTo("Bearer");
    assertThat(body.get("expires_in").asInt()).isBetween(1, 3600);
    assertThat(body.has("refresh_token")).isFalse();
    assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
  }

  private static void assertRefused(AttackCase one, Answer answer) {
    var expected = one.expected();
    var body = answer.json();
    if (expected.has("error")) {
      assertThat(body.get("error").asText()).as(answer.toString()).isIn(errors(one));
    }
    if (answer.status() == 401) {
      assertThat(answer.all("WWW-Authenticate")).containsExactly("Basic realm=\"token\"");
    }
    if (answer.status() == 405) {
      assertThat(answer.header("Allow")).isEqualTo("POST");
    }
    // RFC 6749 §5.2.
    assertThat(body.get("error_description").asText())
        .matches("[\\x20\\x21\\x23-\\x5b\\x5d-\\x7e]+")
        .doesNotContain("<img", "crm:admin", "javascript:");
  }

  private static List<String> errors(AttackCase one) {
    return switch (one.id()) {
      // There are no public clients, so this one is simply unknown.
      case "TOKEN-032" -> List.of("invalid_client", "unauthorized_client");
      default -> List.of(one.expected().get("error").asText());
    };
  }

  private static byte[] request(AttackCase one, RawHttp http, Deployment deployment) {
    var request = one.request();
    var variables =
        new Variables(0)
            .with("TOKEN_PATH", "/token")
            .with("CLIENT_ID", DemoClient.ALICE.id())
            .with("CLIENT_SECRET", DemoClient.ALICE.secret())
            .with("PUBLIC_CLIENT", "spa")
            .with(
                "AUD_HR",
                URLEncoder.encode(deployment.resource(Server.HR), StandardCharsets.UTF_8));
    var headers = new ArrayList<String>();
    for (var header : request.get("headers")) {
      headers.add(header.get(0).asText() + ": " + variables.in(header.get(1).asText()));
    }
    var query = request.path("query").asText("");
    var path =
        variables.in(request.get("path").asText())
            + (query.isEmpty() ? "" : "?" + variables.in(query));
    var body = request.get("body").asText();
    // There are no scopes in Rolegate; with one, the positive control would be refused.
    var text = one.id().equals("TOKEN-001") ? body.replace("&scope=hr:read", "") : body;
    var bytes = text.equals("@GZIP_BOMB") ? bomb() : RawHttp.utf8(variables.in(text));
    return http.request(request.get("method").asText(), path, bytes, headers);
  }

  /** Ten megabytes of parameters in ten kilobytes. */
  private static byte[] bomb() {
    var out = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(out)) {
      gzip.write(RawHttp.utf8("grant_type=client_credentials&x=" + "a".repeat(10_000_000)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }
}
