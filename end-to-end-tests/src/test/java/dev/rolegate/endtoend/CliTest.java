package dev.rolegate.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rolegate.auth.SigningAlgorithm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The {@code rolegate} command against the real services. */
class CliTest {
  private static final String WHY = " --operator jane --reason 'ticket 4711'";
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private static final Deployment deployment = Deployment.start(SigningAlgorithm.RS256);
  private static final Operator operator = new Operator(deployment);

  @BeforeAll
  static void start() {
    assertThat(operator.types("client list").code()).isZero();
  }

  @AfterAll
  static void stop() {
    deployment.close();
  }

  @Test
  void bothSecretsAreGoodUntilTheOlderEnds() {
    var first = operator.secret("client add rotating --role Officer" + WHY);
    assertThat(token("rotating", first).status()).isEqualTo(200);
    var second = operator.secret("client rotate-secret rotating" + WHY);
    assertThat(second).isNotEqualTo(first);
    assertThat(token("rotating", first).status()).isEqualTo(200);
    assertThat(token("rotating", second).status()).isEqualTo(200);
    var third = operator.secret("client rotate-secret rotating --overlap PT0S" + WHY);
    assertThat(token("rotating", first).status()).isEqualTo(401);
    assertThat(token("rotating", second).status()).isEqualTo(401);
    assertThat(token("rotating", third).status()).isEqualTo(200);
  }

  @Test
  void aDisabledClientGetsNoTokensUntilItIsEnabled() {
    var secret = operator.secret("client add pausing --role Officer" + WHY);
    var old = issued("pausing", secret);
    assertThat(operator.types("client disable pausing" + WHY).code()).isZero();
    assertThat(token("pausing", secret).status()).isEqualTo(401);
    assertIsRefusedSoon(old);
    assertThat(operator.types("client list").out()).containsPattern("pausing .*disabled");
    assertThat(operator.types("client enable pausing" + WHY).code()).isZero();
    assertWorks(issued("pausing", secret));
    assertThat(operator.types("client remove pausing --yes" + WHY).code()).isZero();
    assertThat(token("pausing", secret).status()).isEqualTo(401);
    assertThat(operator.types("client show pausing").code()).isEqualTo(1);
  }

  @Test
  void everythingThatARegistrationSaysIsKept() {
    var secret =
        operator.secret(
            "client add full --title 'The reports' --role Manager --subject rep --claim-id 7"
                + " --claim-name Reports --servers hr,project --token-ttl PT5M"
                + " --not-after 2099-01-01T00:00:00Z --not-after-reason 'end of project'"
                + " --may-act-for alice,bob"
                + WHY);
    var client = Json.parse(operator.types("client show full --json").out()).get("client");
    assertThat(client.get("title").asText()).isEqualTo("The reports");
    assertThat(client.get("not_after").asText()).isEqualTo("2099-01-01T00:00:00.000Z");
    assertThat(client.get("not_after_reason").asText()).isEqualTo("end of project");
    assertThat(client.get("may_act_for").valueStream().map(JsonNode::asText))
        .containsExactlyInAnyOrder("alice", "bob");
    assertThat(client.get("secrets").valueStream()).hasSize(1);
    assertThat(client.toString()).doesNotContain(secret);
    var claims = claims(issued("full", secret));
    assertThat(claims.get("sub").asText()).isEqualTo("rep");
    assertThat(claims.get("job_role").asText()).isEqualTo("Manager");
    assertThat(claims.get("id").asText()).isEqualTo("7");
    assertThat(claims.get("name").asText()).isEqualTo("Reports");
    assertThat(claims.get("exp").asLong() - claims.get("iat").asLong()).isEqualTo(300);
    assertThat(claims.get("aud").valueStream().map(JsonNode::asText))
        .containsExactlyInAnyOrder(
            deployment.resource(Server.HR), deployment.resource(Server.PROJECT));
  }

  @Test
  void aRevokedTokenIsRefusedAndANewOneIsNot() {
    var secret = operator.secret("client add revoked --role Officer --subject rev" + WHY);
    var byJti = issued("revoked", secret);
    var other = issued("revoked", secret);
    var jti = claims(byJti).get("jti").asText();
    assertThat(operator.types("revoke --jti " + jti + WHY).code()).isZero();
    assertIsRefusedSoon(byJti);
    assertWorks(other);
    assertThat(operator.types("revoke --client revoked" + WHY).code()).isZero();
    assertIsRefusedSoon(other);
    var bySubject = issued("revoked", secret);
    assertWorks(bySubject);
    assertThat(operator.types("revoke --subject rev" + WHY).code()).isZero();
    assertIsRefusedSoon(bySubject);
    assertWorks(issued("revoked", secret));
  }

  @Test
  void aNewKeyIsPublishedAndCanBeTakenOut() {
    var signing = keys("signing");
    assertThat(signing).hasSize(1);
    assertThat(operator.types("key rotate" + WHY).code()).isZero();
    var published = keys("published");
    assertThat(published).hasSize(1).doesNotContainAnyElementsOf(signing);
    assertThat(operator.types("key revoke --yes " + published.getFirst() + WHY).code()).isZero();
    assertThat(keys("revoked")).containsAll(published);
    assertThat(keys("signing")).isEqualTo(signing);
    assertThat(operator.types("key revoke --yes nobody" + WHY).code()).isEqualTo(1);
  }

  @Test
  void whatIsRefusedSaysWhy() {
    operator.secret("client add twice" + WHY);
    var again = operator.types("client add twice" + WHY);
    assertThat(again.code()).isEqualTo(1);
    assertThat(again.err()).startsWith("rolegate: ").contains("twice", "(request ");
    var bad = operator.types("client add bad --role Manager --servers mars --grants magic" + WHY);
    assertThat(bad.code()).isEqualTo(1);
    assertThat(bad.err()).contains("servers", "grants");
    assertThat(operator.types("client disable nobody" + WHY).code()).isEqualTo(1);
  }

  @Test
  void withoutTheTokenNothingIsDone(@TempDir Path folder) throws IOException {
    var wrong = Files.writeString(folder.resolve("token"), "x".repeat(43));
    Files.setPosixFilePermissions(wrong, PosixFilePermissions.fromString("rw-------"));
    var typed = operator.types("client add sneaked" + WHY + " --token-file " + wrong);
    assertThat(typed.code()).isEqualTo(3);
    assertThat(typed.err()).contains("does not accept the management token");
    assertThat(operator.types("client show sneaked").code()).isEqualTo(1);
  }

  @Test
  void everyChangeIsAuditedWithWhoAndWhyAndTheAuditVerifies(@TempDir Path folder)
      throws IOException {
    operator.secret("client add audited --operator joan --reason 'for the auditor'");
    assertThat(deployment.tokenServiceAudit().lines())
        .anySatisfy(line -> {
          assertThat(line.path("action").asText()).matches("admin_clients?_add");
          assertThat(line.path("subject").asText()).isEqualTo("joan");
          assertThat(line.path("client").asText()).isEqualTo("audited");
          assertThat(line.path("reason").asText()).isEqualTo("for the auditor");
        });
    var verified = operator.types("audit verify token-service");
    assertThat(verified.code()).as(verified.out()).isZero();
    var text = deployment.tokenServiceAudit().text();
    var changed = Files.writeString(folder.resolve("audit.jsonl"), text.replace("joan", "jane"));
    assertThat(operator.types("audit verify " + changed).code()).isEqualTo(1);
  }

  private static List<String> keys(String state) {
    var listed = Json.parse(operator.types("key list --json").out());
    return listed
        .get("keys")
        .valueStream()
        .filter(key -> key.get("state").asText().equals(state))
        .map(key -> key.get("kid").asText())
        .toList();
  }

  private static Answer token(String client, String secret) {
    var body = "{\"client_id\":\"%s\",\"client_secret\":\"%s\"}".formatted(client, secret);
    var url = deployment.tokenServiceUrl().resolve("/token");
    return Http.post(url, body, "Content-Type: application/json");
  }

  private static String issued(String client, String secret) {
    var answer = token(client, secret);
    assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    return answer.json().get("access_token").asText();
  }

  private static JsonNode claims(String token) {
    var payload = Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]);
    return Json.parse(new String(payload, UTF_8));
  }

  private static void assertWorks(String token) {
    Streamable.open(deployment.url(Server.HR), token).close();
  }

  private static void assertIsRefusedSoon(String token) {
    var url = deployment.url(Server.HR);
    var end = System.nanoTime() + PATIENCE.toNanos();
    var answer = Streamable.knock(url, token);
    while (answer.status() == 400 && System.nanoTime() < end) {
      answer = Streamable.knock(url, token);
    }
    assertThat(answer.status()).isEqualTo(401);
  }
}
