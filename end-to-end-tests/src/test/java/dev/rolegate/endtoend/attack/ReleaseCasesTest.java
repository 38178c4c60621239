package dev.rolegate.endtoend.attack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.auth.SigningAlgorithm;
import dev.rolegate.endtoend.Addresses;
import dev.rolegate.endtoend.Answer;
import dev.rolegate.endtoend.DemoClient;
import dev.rolegate.endtoend.Deployment;
import dev.rolegate.endtoend.Http;
import dev.rolegate.endtoend.McpSession;
import dev.rolegate.endtoend.Repository;
import dev.rolegate.endtoend.Server;
import dev.rolegate.endtoend.Streamable;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An agent that has all that a client of alice's has, and tries to release a change of its own that
 * needs a person, and one that needs another person.
 */
class ReleaseCasesTest {
  private static final String JSON = "Content-Type: application/json";
  private static final String FORM = "Content-Type: application/x-www-form-urlencoded";
  private static final String SECRET = "alices-agent-secret-5b1d8c2f9a7e4d36";

  @TempDir private Path folder;
  private Deployment deployment;
  private McpSession agent;
  private List<String> credentials;

  @BeforeEach
  void start() throws IOException {
    deployment =
        Deployment.start(
            SigningAlgorithm.RS256,
            Addresses.canonical(),
            Map.of("POLICY_FILE", policy().toString()));
    deployment.administer(
        "clients/add",
        """
        {"client_id": "alices-agent", "subject": "alice", "job_role": "Manager", "id": "123",
         "name": "Alice", "grants": ["client_credentials", "refresh_token"], "secret": "%s",
         "operator": "test", "reason": "test"}
        """
            .formatted(SECRET));
    var tokens =
        Http.post(
                deployment.tokenServiceUrl().resolve("/token"),
                "grant_type=client_credentials&client_id=alices-agent&client_secret=" + SECRET,
                FORM)
            .json();
    var access = tokens.get("access_token").asText();
    credentials =
        List.of(
            "alices-agent",
            SECRET,
            access,
            tokens.get("refresh_token").asText(),
            deployment.token(DemoClient.ALICE),
            DemoClient.ALICE.secret());
    agent = Streamable.open(deployment.url(Server.CRM), access);
  }

  @AfterEach
  void stop() {
    agent.close();
    deployment.close();
  }

  @Test
  void nothingThatAnAgentHasReleasesAChange() {
    for (var id : List.of(person(), other())) {
      for (var attempt : attempts(id)) {
        assertThat(attempt.status()).as("%s", attempt).isNotIn(200, 201, 202, 303);
      }
      assertThat(agent.result("get_change", "{'change_id':'" + id + "'}").toString())
          .contains("pending");
    }
    assertThat(written()).doesNotContain("Shell & Sons", "Fleet of two hundred");
  }

  @Test
  void alicesOwnAccountReleasesWhatNeedsAPersonAndNotWhatNeedsAnother() {
    var alice = approver("alice");
    var person = release(person(), "Authorization: Bearer " + alice);
    assertThat(person.status()).as("%s", person).isEqualTo(200);
    var other = other();
    var own = release(other, "Authorization: Bearer " + alice);
    assertThat(own.status()).as("%s", own).isIn(403, 404);
    assertThat(written()).contains("Shell & Sons").doesNotContain("Fleet of two hundred");
    var erins = release(other, "Authorization: Bearer " + approver("erin"));
    assertThat(erins.status()).as("%s", erins).isEqualTo(200);
    assertThat(written()).contains("Fleet of two hundred");
  }

  /** Every door with every credential, in every place where one may stand. */
  private List<Answer> attempts(String id) {
    var attempts = new ArrayList<Answer>();
    for (var credential : credentials) {
      var basic =
          "Authorization: Basic "
              + Base64.getEncoder()
                  .encodeToString(("alices-agent:" + credential).getBytes(StandardCharsets.UTF_8));
      var cookie = "Cookie: rolegate_approvals_crm=" + credential;
      attempts.add(release(id, "Authorization: Bearer " + credential));
      attempts.add(release(id, basic));
      attempts.add(release(id, cookie));
      attempts.add(
          Http.post(
              management("/approvals/" + id + "/approve"),
              "form_token=" + URLEncoder.encode(credential, StandardCharsets.UTF_8),
              FORM,
              cookie,
              "Origin: http://localhost:9003"));
      attempts.add(
          Http.get(management("/approvals/session?code=" + credential + "&state=" + credential)));
      attempts.add(
          Http.post(
              deployment.url(Server.CRM).resolve("/approvals/api/approve"),
              "{\"id\":\"" + id + "\"}",
              JSON,
              "Authorization: Bearer " + credential));
      attempts.add(
          Http.post(
              deployment.tokenServiceUrl().resolve("/internal/approver-codes"),
              "{\"code\":\"" + credential + "\",\"server\":\"crm\"}",
              JSON,
              "Authorization: Bearer " + credential));
    }
    for (var account : List.of("alices-agent", "alice", "erin")) {
      attempts.add(signIn(account, SECRET));
    }
    return attempts;
  }

  /** A change at {@code person}. */
  private String person() {
    return asked(
        "add_customer_profile",
        "{'name':'Shell & Sons','email':'office@shell-sons.example','company':'Shell Sons Ltd','industry':'retail'}");
  }

  /** A change at {@code other}. */
  private String other() {
    return asked(
        "create_sales_opportunity",
        "{'customer_id':'CUST-001','title':'Fleet of two hundred','value':250000,'close_date':'%s'}"
            .formatted(LocalDate.now(ZoneOffset.UTC).plusDays(30)));
  }

  private String asked(String tool, String arguments) {
    var answer = agent.result(tool, arguments);
    var id = answer.at("/_meta/dev.rolegate~1change/change_id").asText();
    assertThat(id).as(answer.toString()).startsWith("CHG-CRM-");
    return id;
  }

  private String written() {
    return agent.result("get_customer_profiles", "{}").toString()
        + agent.result("get_sales_opportunities", "{}");
  }

  private Answer release(String id, String header) {
    return Http.post(management("/approvals/api/approve"), "{\"id\":\"" + id + "\"}", JSON, header);
  }

  private String approver(String account) {
    return signIn(account, account + "-approver").json().get("token").asText();
  }

  private Answer signIn(String account, String password) {
    return Http.post(
        deployment.tokenServiceUrl().resolve("/approvers/token"),
        "{\"account\":\"%s\",\"password\":\"%s\",\"server\":\"crm\"}".formatted(account, password),
        JSON);
  }

  private URI management(String path) {
    return URI.create("http://localhost:" + deployment.managementPort(Server.CRM) + path);
  }

  private Path policy() throws IOException {
    var shipped = Files.readString(Repository.file("access-policy.yaml"));
    var stricter =
        shipped.replaceFirst(
            "(add_customer_profile: +\\{allow: \\[Manager], confirm: )ask", "$1person");
    assertThat(stricter).isNotEqualTo(shipped);
    return Files.writeString(folder.resolve("policy.yaml"), stricter);
  }
}
