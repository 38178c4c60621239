package dev.rolegate.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.auth.http.TestCertificate;
import dev.rolegate.auth.http.TestCertificate.Draft;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What the verifier asks for beside a token that is bound to a certificate (RFC 8705 §3). */
class BoundTokenTest {
  private static final TestCertificate AUTHORITY = TestCertificate.authority();
  private static final Duration LIFE = Duration.ofMinutes(10);

  private final TestClock clock = new TestClock();
  private final TestTokens tokens = TestTokens.rs256(clock);
  private final TokenVerifier verifier =
      new TokenVerifier(tokens.trustedIssuer(), TestTokens.AUDIENCE, RevokedTokens.none(), clock);
  private final X509Certificate own =
      AUTHORITY
          .issue(
              Draft.of(TestCertificate.ec())
                  .forClients()
                  .from(clock.instant().minus(LIFE))
                  .until(clock.instant().plus(LIFE)))
          .certificate();
  private final String bound = boundTo(own);

  @Test
  void whoSaysNothingOfACertificateHasNone() {
    assertRefused(verifier.verify(bound), TokenDefect.CERTIFICATE_ABSENT);
    assertRefused(verifier.verify(bound, null), TokenDefect.CERTIFICATE_ABSENT);
  }

  @Test
  void itEndsWithTheCertificateThoughTheConnectionGoesOn() {
    assertThat(verifier.verify(bound, own)).isInstanceOf(Verification.Verified.class);
    clock.advance(LIFE.plusSeconds(1));
    assertRefused(verifier.verify(bound, own), TokenDefect.CERTIFICATE_EXPIRED);
    assertThat(verifier.verify(tokens.mint(), own)).isInstanceOf(Verification.Verified.class);
  }

  @Test
  void anExpiredTokenIsExpiredFirst() {
    assertThat(verifier.verify(bound, own)).isInstanceOf(Verification.Verified.class);
    clock.advance(TestTokens.LIFETIME.plusMinutes(1));
    assertRefused(verifier.verify(bound, own), TokenDefect.EXPIRED);
    assertRefused(verifier.verify(bound), TokenDefect.EXPIRED);
  }

  @Test
  void inspectionTellsWhatItIsBoundToAndAsksForNoProof() {
    var other = AUTHORITY.issueForClient().certificate();
    assertRefused(verifier.verify(bound, other), TokenDefect.CERTIFICATE_OTHER);
    assertThat(verifier.inspect(bound))
        .isInstanceOfSatisfying(
            Verification.Verified.class,
            verified ->
                assertThat(verified.caller().certificate())
                    .isEqualTo(CertificateThumbprint.of(own))
                    .isNotEqualTo(CertificateThumbprint.of(other)));
    assertThat(verifier.inspect(tokens.mint()))
        .isInstanceOfSatisfying(
            Verification.Verified.class,
            verified -> assertThat(verified.caller().certificate()).isNull());
    assertThat(verifier.inspect(bound + "x")).isInstanceOf(Verification.Refused.class);
    assertRefused(verifier.verify(bound), TokenDefect.CERTIFICATE_ABSENT);
  }

  private String boundTo(X509Certificate one) {
    var thumbprint = CertificateThumbprint.of(one).toString();
    return tokens.valid().claim("cnf", Map.of("x5t#S256", thumbprint)).mint();
  }

  private static void assertRefused(@Nullable Verification verification, TokenDefect defect) {
    assertThat(verification).isEqualTo(new Verification.Refused(defect));
  }
}
