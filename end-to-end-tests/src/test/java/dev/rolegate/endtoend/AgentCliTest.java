package dev.rolegate.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.auth.SigningAlgorithm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** What callers type, against the real services: each mistake is named with what would be right. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AgentCliTest {
  private static final String EMPLOYEE =
      "call hr add_employee_record --as alice name=Ann department=Engineering position=Tester"
          + " location=Berlin hire_date=2026-01-01";

  private Deployment deployment;
  private Operator operator;

  @BeforeAll
  void start() {
    deployment = Deployment.start(SigningAlgorithm.RS256, Addresses.real());
    operator = new Operator(deployment);
  }

  @AfterAll
  void stop() {
    deployment.close();
  }

  record Line(String typed, int code, String said) {
    @Override
    public String toString() {
      return typed;
    }
  }

  static final List<Line> lines =
      List.of(
          new Line("connect", 2, "say whose tools: --as CLIENT"),
          new Line("connect --as mallory", 2, "no secret for mallory; give --secret-file FILE"),
          new Line("connect --as alice --secret-file none", 2, "none cannot be read"),
          new Line("connect --as alice --secret-file /dev/null", 2, "holds no secret on one line"),
          new Line("connect --as alice --signing-key pom.xml", 2, "holds no RSA or EC private key"),
          // The demo secrets are good for this machine, and go nowhere else.
          new Line("connect --as alice --issuer http://192.0.2.1", 2, "no secret for alice"),
          new Line("connect --as alice --issuer ftp://localhost", 1, "is no http or https URL"),
          new Line("connect --as alice --issuer http://127.0.0.1:1", 3, "does not answer; is it"),
          new Line("connect --as test_client", 1, "test_client has 0 tools from 0 servers"),
          new Line("tools --as test_client", 1, "hr is not permitted: "),
          new Line("tools get_hr_sumary --as alice", 1, "did you mean get_hr_summary?"),
          new Line("tools get_change --as alice", 1, "several servers have one: hr_get_change"),
          new Line("tools crm --as bob", 1, "crm is not permitted: job_role AssistantManager"),
          new Line("call", 2, "say which tool of which server: call SERVER TOOL"),
          new Line("call hr", 2, "say which tool of which server"),
          new Line("call hrr get_hr_summary --as alice", 1, "did you mean hr?; there are: hr,"),
          new Line("call crm get_crm_summary --as carol", 1, "crm is not permitted: job_role Off"),
          new Line(
              "call hr get_hr_summary --as carol", 1, "hr offers you no tool 'get_hr_summary'"),
          new Line("call hr get_employee_records limit --as carol", 2, "'limit' is no key=value"),
          new Line("call hr get_employee_records serch=x --as carol", 2, "did you mean search?"),
          new Line("call hr get_employee_records limit=ten --as carol", 2, "a whole number"),
          new Line("call hr get_employee_records limit=1e9 --as carol", 2, "a whole number"),
          new Line("call hr get_employee_records limit=0 --as carol", 2, "is less than 1"),
          new Line("call hr get_employee_records limit=1 limit=2 --as carol", 2, "given twice"),
          new Line("call hr get_employee_records search:=x --as carol", 2, "is no JSON"),
          new Line("call hr create_leave_request --as carol", 2, "leave_type is missing; give one"),
          new Line(
              "call hr create_leave_request leave_type=Sck --as carol", 2, "and must be one of:"),
          new Line("headers --as bob --server crm", 1, "there are: hr, project"),
          new Line("headers --as bob --server hrr", 1, "did you mean hr?"),
          new Line("headers --as bob --server http://localhost:1/mcp", 1, "No server here has"),
          new Line("headers --as test_client --server hr", 1, "no server that admits this client"),
          new Line(EMPLOYEE + " email=ann", 1, "email"),
          new Line(EMPLOYEE + " email=ann-cli@example.com", 1, "CHG-HR-"));

  @ParameterizedTest
  @FieldSource("lines")
  void isToldWhatIsWrong(Line line) {
    var ended = operator.types(line.typed());
    assertThat(ended.code()).as(ended.toString()).isEqualTo(line.code());
    assertThat(ended.out() + ended.err()).contains(line.said()).doesNotContain("alice-secret");
  }

  @Test
  void connectSaysWhatIsJoinedAndWhyNotTheRest() {
    var ended = operator.types("connect --as bob");
    assertThat(ended.code()).isZero();
    assertThat(ended.out().lines())
        .containsExactly(
            "hr       6 tools",
            "project  7 tools",
            "crm      not permitted: job_role AssistantManager is not admitted to crm; admitted:"
                + " Manager",
            "bob has 13 tools from 2 servers.");
    var json = Json.parse(operator.types("connect --as bob --json").out());
    assertThat(json.at("/servers/0/tools")).hasSize(6);
    assertThat(json.at("/servers/2/state").asText()).isEqualTo("not_permitted");
  }

  @Test
  void toolsAreListedAndExplainedFromTheirSchema() {
    var listed = operator.types("tools --as carol");
    assertThat(listed.code()).isZero();
    assertThat(listed.out()).contains("get_employee_records", "reads", "create_leave_request");
    assertThat(listed.err()).contains("project is not permitted: ");
    var help = operator.types("call hr create_leave_request --help --as carol");
    assertThat(help.code()).isZero();
    assertThat(help.out())
        .contains("call hr create_leave_request key=value", "leave_type", "one of:", "(optional)")
        .contains("a day such as 2026-12-31");
    assertThat(operator.types("tools create_leave_request --as carol").out()).isEqualTo(help.out());
    var json = Json.parse(operator.types("tools hr --as carol --json").out());
    assertThat(json.get("tools")).hasSize(4);
    assertThat(json.at("/tools/0/input_schema/type").asText()).isEqualTo("object");
  }

  @Test
  void aCallIsTypedFromTheSchema() {
    var ended = operator.types("call hr get_employee_records search=Alice limit=5 --as carol");
    assertThat(ended.code()).as(ended.err()).isZero();
    assertThat(Json.parse(ended.out()).at("/total").asInt()).isEqualTo(1);
    var json =
        Json.parse(
            operator
                .types("call hr get_employee_records search:=\"Alice\" --as carol --json")
                .out());
    assertThat(json.get("refused").asBoolean()).isFalse();
    assertThat(json.at("/structured/total").asInt()).isEqualTo(1);
  }

  @Test
  void headersAreWhatClientsOfOthersTake() {
    var ended = operator.types("headers --as bob --server hr");
    assertThat(ended.code()).as(ended.err()).isZero();
    assertThat(ended.err()).isEmpty();
    var headers = Json.object(ended.out());
    assertThat(headers).hasSize(1);
    var token = headers.get("Authorization").asText();
    assertThat(token).startsWith("Bearer ");
    assertThat(audience(token)).isEqualTo(deployment.resource(Server.HR));
    Streamable.open(deployment.url(Server.HR), token.substring(7)).close();
    var byUrl = operator.types("headers --as bob --server " + deployment.resource(Server.PROJECT));
    assertThat(audience(Json.parse(byUrl.out()).get("Authorization").asText()))
        .isEqualTo(deployment.resource(Server.PROJECT));
    var claude =
        new Operator(
            deployment, Map.of("CLAUDE_CODE_MCP_SERVER_URL", deployment.resource(Server.PROJECT)));
    assertThat(
            audience(
                Json.parse(claude.types("headers --as bob").out()).get("Authorization").asText()))
        .isEqualTo(deployment.resource(Server.PROJECT));
  }

  @Test
  void aTokenOfTheLastMinuteIsGivenAgainFromAPrivateFile(@TempDir Path cache) throws IOException {
    var caching = new Operator(deployment, Map.of("XDG_CACHE_HOME", cache.toString()));
    var first = caching.types("headers --as bob --server hr").out();
    assertThat(caching.types("headers --as bob --server hr").out()).isEqualTo(first);
    assertThat(caching.types("headers --as bob --server project").out()).isNotEqualTo(first);
    assertThat(caching.types("headers --as alice --server hr").out()).isNotEqualTo(first);
    assertThat(caching.types("headers --as bob --server hr --fresh").out()).isNotEqualTo(first);
    var second = caching.types("headers --as bob --server hr").out();
    try (var files = Files.list(cache.resolve("rolegate"))) {
      for (var file : files.toList()) {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
            .isEqualTo("rw-------");
        // Whoever may read it may have written it: it is not used again.
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));
      }
    }
    assertThat(caching.types("headers --as bob --server hr").out()).isNotEqualTo(second);
  }

  @Test
  void aClientThatSignsNeedsNoSecret(@TempDir Path folder)
      throws IOException, GeneralSecurityException {
    var generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    var pair = generator.generateKeyPair();
    var key =
        Files.writeString(
            folder.resolve("key.pem"),
            "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder().encodeToString(pair.getPrivate().getEncoded())
                + "\n-----END PRIVATE KEY-----\n");
    var point = ((ECPublicKey) pair.getPublic()).getW();
    var jwks =
        Files.writeString(
            folder.resolve("jwks.json"),
            "{\"keys\":[{\"kty\":\"EC\",\"crv\":\"P-256\",\"kid\":\"k1\",\"x\":\"%s\",\"y\":\"%s\"}]}"
                .formatted(
                    coordinate(point.getAffineX().toByteArray()),
                    coordinate(point.getAffineY().toByteArray())));
    var added =
        operator.types(
            "client add signer --role Officer --auth-methods private_key_jwt --jwks "
                + jwks
                + " --reason 'a test'");
    assertThat(added.code()).as(added.err()).isZero();
    var ended = operator.types("connect --as signer --key-id k1 --signing-key " + key);
    assertThat(ended.code()).as(ended.err()).isZero();
    assertThat(ended.out()).contains("signer has 4 tools from 1 server.");
    var wrong = operator.types("connect --as signer --key-id k2 --signing-key " + key);
    assertThat(wrong.code()).isEqualTo(1);
    assertThat(wrong.err()).contains("the token service refuses: ");
  }

  private static String audience(String header) {
    var claims = new String(Base64.getUrlDecoder().decode(header.split("\\.", -1)[1]), UTF_8);
    return Json.parse(claims).get("aud").asText();
  }

  private static String coordinate(byte[] number) {
    var bytes = new byte[32];
    var from = Math.max(0, number.length - 32);
    var length = number.length - from;
    System.arraycopy(number, from, bytes, 32 - length, length);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(bytes, 32));
  }
}
