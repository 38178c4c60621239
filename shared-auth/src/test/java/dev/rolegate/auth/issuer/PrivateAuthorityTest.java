package dev.rolegate.auth.issuer;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rolegate.auth.TestClock;
import dev.rolegate.auth.TestTokens;
import dev.rolegate.auth.VerificationKeys.Lookup;
import dev.rolegate.auth.config.Env;
import dev.rolegate.auth.config.PrivateFiles;
import dev.rolegate.auth.config.Settings;
import dev.rolegate.auth.http.TestCertificate;
import dev.rolegate.auth.http.TestCertificate.Draft;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An issuer over https, whose authority no Java runtime knows. */
@Timeout(60)
class PrivateAuthorityTest {
  private static final TestCertificate AUTHORITY = TestCertificate.authority();

  private final TestClock clock = new TestClock();
  private final TestTokens tokens = TestTokens.rs256(clock);
  @TempDir Path folder;

  private record Untrusted(String name, TestCertificate shown, String trusted) {}

  @TestFactory
  Stream<DynamicTest> keysFromAnUntrustedIssuerAreNotTaken() {
    var own = AUTHORITY.issue();
    return Stream.of(
            new Untrusted("by default", own, ""),
            new Untrusted(
                "another authority of its name", own, TestCertificate.authority().certificatePem()),
            new Untrusted(
                "for another host",
                AUTHORITY.issue(Draft.of(TestCertificate.ec()).forHosts("localhost")),
                AUTHORITY.certificatePem()),
            new Untrusted(
                "for clients",
                AUTHORITY.issue(Draft.of(TestCertificate.ec()).forClients()),
                AUTHORITY.certificatePem()))
        .map(untrusted ->
            DynamicTest.dynamicTest(
                untrusted.name,
                () -> {
                  try (var issuer = StubIssuer.showing(untrusted.shown);
                      var keys = open(issuer, untrusted.trusted)) {
                    assertThat(keys.find(tokens.kid())).isInstanceOf(Lookup.Unavailable.class);
                    while (keys.failure() == null) {
                      Thread.onSpinWait();
                    }
                    assertThat(keys.failure().why())
                        .startsWith(issuer.jwksUrl() + " is not trusted over TLS (")
                        .endsWith("; a private authority belongs into TRUSTED_CA_FILE");
                    assertThat(issuer.asked()).isEmpty();
                  }
                }));
  }

  @Test
  void theAuthoritiesOfTheFileAreTrusted() throws IOException {
    var other = TestCertificate.authority();
    for (var trusted :
        new String[] {
          AUTHORITY.certificatePem(), other.certificatePem() + AUTHORITY.certificatePem()
        }) {
      try (var issuer = StubIssuer.showing(AUTHORITY.issue());
          var keys = open(issuer, trusted)) {
        assertThat(keys.find(tokens.kid())).isInstanceOf(Lookup.Found.class);
      }
    }
  }

  @Test
  void anUnfitFileStopsTheStart() {
    assertThatThrownBy(() -> settings("no certificate").refuseIfAnyProblem())
        .hasMessageContaining("TRUSTED_CA_FILE: holds no PEM certificate");
  }

  @Test
  void anExpiredAuthorityIsNotTrustedAndToldOf() throws IOException {
    var past = clock.instant().minusSeconds(100_000_000);
    var expired = AUTHORITY.issue(Draft.of(TestCertificate.ec()).from(past).until(past));
    var settings = settings(expired.certificatePem() + AUTHORITY.certificatePem());
    assertThat(settings.problems()).isEmpty();
    assertThat(settings.notices())
        .singleElement()
        .asString()
        .startsWith("TRUSTED_CA_FILE: CN=server expired at ")
        .endsWith(" and is not trusted; take it out");
  }

  private IssuerKeys open(StubIssuer issuer, String trusted) throws IOException {
    issuer.publish(tokens.jwks());
    var settings =
        new Settings(Env.of(environment(Map.of("JWKS_URL", issuer.jwksUrl().toString()), trusted)));
    var opened = IssuerConfig.from(settings, "hr").open(clock).fetched();
    assertThat(settings.problems()).isEmpty();
    return requireNonNull(opened);
  }

  private Settings settings(String trusted) throws IOException {
    var settings = new Settings(Env.of(environment(Map.of(), trusted)));
    var _ = IssuerConfig.from(settings, "hr");
    return settings;
  }

  private Map<String, String> environment(Map<String, String> changes, String trusted)
      throws IOException {
    var environment = new HashMap<>(changes);
    environment.put("DATA_DIR", folder.toString());
    if (!trusted.isEmpty()) {
      var file = folder.resolve("ca.pem");
      PrivateFiles.replace(file, trusted.getBytes(StandardCharsets.US_ASCII));
      environment.put("TRUSTED_CA_FILE", file.toString());
    }
    return environment;
  }
}
