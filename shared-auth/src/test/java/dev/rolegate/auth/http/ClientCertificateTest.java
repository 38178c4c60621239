package dev.rolegate.auth.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rolegate.auth.AccessPolicy;
import dev.rolegate.auth.AuditTrail;
import dev.rolegate.auth.CertificateThumbprint;
import dev.rolegate.auth.CurrentPolicy;
import dev.rolegate.auth.RevokedTokens;
import dev.rolegate.auth.TestClock;
import dev.rolegate.auth.TestTokens;
import dev.rolegate.auth.TokenVerifier;
import dev.rolegate.auth.http.TestCertificate.Draft;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens that are bound to a client certificate, over real TLS (RFC 8705 §3). */
@Timeout(120)
class ClientCertificateTest {
  private static final String POLICY =
      """
      version: 1
      roles: [Manager]
      servers:
        hr: {admit: [Manager], tools: {}}
      """;
  private static final String ABSENT =
      "The token is bound to a client certificate (cnf), and this connection shows none.";
  private static final String OTHER =
      "The token is bound to another client certificate (cnf) than this connection shows.";

  private final TestClock clock = new TestClock();
  private final TestTokens tokens = TestTokens.rs256(clock);
  private TlsFixture files;
  private TestCertificate client;
  private AuditTrail audit;
  private HttpService service;

  @BeforeEach
  void start(@TempDir Path data) throws IOException {
    files = new TlsFixture(data);
    client = files.authority.issueForClient();
    audit = AuditTrail.open(data.resolve("audit.jsonl"));
    service = service(data, asking());
  }

  @AfterEach
  void stop() {
    service.close();
    audit.close();
  }

  private Map<String, String> asking() {
    return files.settings("TLS_CLIENT_CA_FILE", files.authorityFile.toString());
  }

  private HttpService service(Path data, Map<String, String> settings) {
    var gate =
        new BearerGate(
            "hr",
            "https://hr.example.com",
            new TokenVerifier(
                tokens.trustedIssuer(), TestTokens.AUDIENCE, RevokedTokens.none(), clock),
            CurrentPolicy.always(AccessPolicy.parse("policy.yaml", POLICY)),
            audit,
            clock);
    return HttpService.start(
        HttpFixture.config(data, settings),
        List::of,
        HttpFixture.metrics(),
        null,
        () -> {},
        List.of(),
        routes -> routes.get("/mcp", gate.guard((ctx, caller) -> ctx.result(caller.subject()))),
        Duration.ofMillis(20));
  }

  private record Asking(
      String name, @Nullable TestCertificate shown, String token, @Nullable String refusal) {}

  @TestFactory
  Stream<DynamicTest> aBoundTokenIsGoodWithItsCertificateOnly() {
    var another = files.authority.issueForClient();
    var bound = boundTo(client);
    return Stream.of(
            new Asking("bound, no certificate", null, bound, ABSENT),
            new Asking("bound, another of the same authority", another, bound, OTHER),
            new Asking("bound, another for the same key", ofSameKey(), bound, OTHER),
            new Asking("bound, its certificate", client, bound, null),
            // What was verified once is remembered, and good for nobody else.
            new Asking("bound and known, no certificate", null, bound, ABSENT),
            new Asking("bound and known, another", another, bound, OTHER),
            new Asking("bound and known, its certificate", client, bound, null),
            new Asking("bound to another", client, boundTo(another), OTHER),
            new Asking("bearer, no certificate", null, tokens.mint(), null),
            new Asking("bearer, a certificate", client, tokens.mint(), null))
        .map(asking ->
            DynamicTest.dynamicTest(
                asking.name, () -> assertAnswered(ask(asking.shown, asking.token), asking)));
  }

  private static void assertAnswered(RawHttp.Answer answer, Asking asking) {
    if (asking.refusal == null) {
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.body()).isEqualTo("alice");
    } else {
      assertThat(answer.status()).isEqualTo(401);
      assertThat(answer.header("WWW-Authenticate"))
          .contains("error=\"invalid_token\"", "error_description=\"" + asking.refusal + "\"");
    }
  }

  private record Foreign(String name, TestCertificate shown) {}

  @TestFactory
  Stream<DynamicTest> anUnfitCertificateEndsTheHandshake() {
    var now = Instant.now();
    return Stream.of(
            new Foreign("a foreign authority's", TestCertificate.authority().issueForClient()),
            new Foreign("an expired one", issued(Draft.of(TestCertificate.ec()).until(now))),
            new Foreign(
                "one of the future",
                issued(Draft.of(TestCertificate.ec()).from(now.plusSeconds(3600)))),
            new Foreign("a server's", files.authority.issue()),
            new Foreign("one without authority", TestCertificate.authority()))
        .map(foreign ->
            DynamicTest.dynamicTest(
                foreign.name,
                () ->
                    assertThatThrownBy(() -> ask(foreign.shown, tokens.mint()))
                        .isInstanceOf(IOException.class)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void eachVersionAndAResumedSessionShowTheCertificate(String version) throws IOException {
    // One context, hence one cache of sessions, which the second connection takes up again.
    var context = files.authority.trustedBy(client, version);
    var http = new RawHttp(service.port(), context.getSocketFactory());
    for (var i = 0; i < 3; i++) {
      assertThat(http.ask("GET", "/mcp", bearer(boundTo(client))).status()).isEqualTo(200);
    }
  }

  @Test
  void noHeaderStandsForTheCertificate() throws IOException {
    var pem = client.certificatePem().replaceAll("\\s", "");
    for (var name :
        List.of("Client-Cert", "X-SSL-Client-Cert", "X-Forwarded-Client-Cert", "X-Client-Cert")) {
      var answer =
          files
              .http(service.port())
              .ask("GET", "/mcp", bearer(boundTo(client)), name + ": :" + pem + ":");
      assertThat(answer.status()).as(name).isEqualTo(401);
    }
  }

  @Test
  void whoAsksForNoCertificateRefusesBoundTokens(@TempDir Path one, @TempDir Path two)
      throws IOException {
    try (var tls = service(one, files.settings());
        var plain = service(two, Map.of())) {
      var bound = bearer(boundTo(client));
      var withIt = files.http(tls.port(), client).ask("GET", "/mcp", bound);
      assertThat(withIt.status()).isEqualTo(401);
      assertThat(withIt.body()).contains(ABSENT);
      assertThat(new RawHttp(plain.port()).ask("GET", "/mcp", bound).body()).contains(ABSENT);
      var free = bearer(tokens.mint());
      assertThat(files.http(tls.port(), client).ask("GET", "/mcp", free).status()).isEqualTo(200);
    }
  }

  @Test
  void renewingTheServersCertificateLeavesTokensAsTheyAre() throws Exception {
    var bound = boundTo(client);
    assertThat(ask(client, bound).status()).isEqualTo(200);
    var next = files.authority.issue();
    files.give(next);
    awaitTrue(() -> {
      assertThat(ask(client, bound).status()).isEqualTo(200);
      assertThat(ask(null, bound).status()).isEqualTo(401);
      return serverKnows(next);
    });
    assertThat(ask(client, bound).status()).isEqualTo(200);
  }

  @Test
  void anAuthorityThatIsTakenOutCountsNoMore() throws Exception {
    var other = TestCertificate.authority();
    var otherClient = other.issueForClient();
    assertThat(ask(client, tokens.mint()).status()).isEqualTo(200);
    TlsFixture.give(files.authorityFile, other.certificatePem());
    awaitTrue(() -> isLetIn(otherClient));
    assertThatThrownBy(() -> ask(client, tokens.mint())).isInstanceOf(IOException.class);
    assertThat(ask(otherClient, boundTo(otherClient)).status()).isEqualTo(200);
  }

  private record Misfit(String name, String content, String problem) {}

  @TestFactory
  Stream<DynamicTest> anUnfitFileOfAuthoritiesIsRefused(@TempDir Path folder) throws IOException {
    var past = Instant.parse("2020-01-01T00:00:00Z");
    var expired = issued(Draft.of(TestCertificate.ec()).from(past).until(past.plusSeconds(60)));
    return Stream.of(
            new Misfit("text", "authority", "TLS_CLIENT_CA_FILE: holds no PEM certificate"),
            new Misfit(
                "a key",
                client.certificatePem() + client.keyPem(),
                "TLS_CLIENT_CA_FILE: holds a private key"),
            new Misfit(
                "expired ones only",
                expired.certificatePem(),
                "TLS_CLIENT_CA_FILE: holds expired certificates only; give those in use"))
        .map(misfit ->
            DynamicTest.dynamicTest(
                misfit.name,
                () -> {
                  TlsFixture.give(files.authorityFile, misfit.content);
                  assertThatThrownBy(() -> HttpFixture.config(folder, asking()))
                      .hasMessageContaining(misfit.problem);
                }));
  }

  @Test
  void askingForCertificatesNeedsTls(@TempDir Path folder) {
    assertThatThrownBy(() ->
            HttpFixture.config(
                folder, Map.of("TLS_CLIENT_CA_FILE", files.authorityFile.toString())))
        .hasMessageContaining("TLS_CERT_FILE: is not set, but TLS_CLIENT_CA_FILE is");
  }

  private RawHttp.Answer ask(@Nullable TestCertificate shown, String token) throws IOException {
    var http = shown == null ? files.http(service.port()) : files.http(service.port(), shown);
    return http.ask("GET", "/mcp", bearer(token));
  }

  private boolean isLetIn(TestCertificate shown) {
    try {
      return ask(shown, tokens.mint()).status() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  private boolean serverKnows(TestCertificate own) throws IOException {
    try (var socket =
        (SSLSocket) files.client().createSocket(InetAddress.getLoopbackAddress(), service.port())) {
      return socket.getSession().getPeerCertificates()[0].equals(own.certificate());
    }
  }

  private static void awaitTrue(Callable<Boolean> condition) throws Exception {
    while (!condition.call()) {
      Thread.onSpinWait();
    }
  }

  private TestCertificate ofSameKey() {
    return issued(Draft.of(client.keys()));
  }

  private TestCertificate issued(Draft draft) {
    return files.authority.issue(draft.forClients());
  }

  private String boundTo(TestCertificate one) {
    var thumbprint = CertificateThumbprint.of(one.certificate()).toString();
    return tokens.valid().claim("cnf", Map.of("x5t#S256", thumbprint)).mint();
  }

  private static String bearer(String token) {
    return "Authorization: Bearer " + token;
  }
}
