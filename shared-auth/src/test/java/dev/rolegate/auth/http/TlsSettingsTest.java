package dev.rolegate.auth.http;

import static dev.rolegate.auth.http.TestCertificate.pem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rolegate.auth.config.Env;
import dev.rolegate.auth.config.Settings;
import dev.rolegate.auth.config.StartRefused;
import dev.rolegate.auth.http.TestCertificate.Draft;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

class TlsSettingsTest {
  private static final Instant PAST = Instant.parse("2020-01-01T00:00:00Z");
  private static final Instant FUTURE = Instant.parse("2100-01-01T00:00:00Z");

  @TempDir Path folder;
  private TlsFixture files;

  @BeforeEach
  void valid() throws IOException {
    files = new TlsFixture(folder);
  }

  /** Breaks one thing of a valid pair. */
  private interface Breaking {
    void of(TlsFixture files) throws IOException;
  }

  private record BadFile(String name, Breaking breaking, String problem) {}

  private static List<BadFile> badFiles() {
    return List.of(
        bad(
            "a certificate that is missing",
            f -> Files.delete(f.chain),
            "TLS_CERT_FILE: CHAIN does not exist"),
        bad("a key that is missing", f -> Files.delete(f.key), "TLS_KEY_FILE: KEY does not exist"),
        bad(
            "text for a certificate",
            f -> Files.writeString(f.chain, "certificate"),
            "TLS_CERT_FILE: holds no PEM certificate"),
        bad(
            "DER for a certificate",
            f -> Files.write(f.chain, Der.sequence(Der.yes())),
            "TLS_CERT_FILE: holds no PEM certificate"),
        bad(
            "a certificate that is cut off",
            f -> {
              var pem = Files.readString(f.chain);
              Files.writeString(f.chain, pem.substring(0, 300));
            },
            "TLS_CERT_FILE: holds no PEM certificate"),
        bad(
            "an issuer that is cut off",
            f -> {
              var pem = Files.readString(f.chain);
              Files.writeString(f.chain, pem.substring(0, pem.length() - 100));
            },
            "TLS_CERT_FILE: holds a block that is no whole certificate"),
        bad(
            "a block that is no certificate",
            f -> Files.writeString(f.chain, pem("CERTIFICATE", Der.yes())),
            "TLS_CERT_FILE: holds a certificate that cannot be read"),
        bad(
            "certificate and key in one file",
            f -> Files.writeString(f.chain, Files.readString(f.chain) + Files.readString(f.key)),
            "TLS_CERT_FILE: holds a private key, which does not belong"),
        bad(
            "the issuer first",
            f -> {
              var own = f.authority.issue();
              f.give(f.authority.certificatePem() + own.certificatePem(), own.keyPem());
            },
            "TLS_CERT_FILE: certificate 2 did not issue certificate 1; give the server's own"),
        bad(
            "another authority of the same name",
            f -> {
              var own = f.authority.issue();
              f.give(
                  own.certificatePem() + TestCertificate.authority().certificatePem(),
                  own.keyPem());
            },
            "TLS_CERT_FILE: certificate 2 did not issue certificate 1"),
        draft(
            "an expired one",
            d -> d.from(PAST).until(PAST.plusSeconds(60)),
            "TLS_CERT_FILE: certificate 1 expired at 2020-01-01T00:01:00Z; renew it"),
        draft(
            "one of the future",
            d -> d.from(FUTURE).until(FUTURE.plusSeconds(60)),
            "TLS_CERT_FILE: certificate 1 is not valid before 2100-01-01T00:00:00Z; wait"),
        draft(
            "one signed with SHA-1",
            d -> d.signature("SHA1withECDSA"),
            "TLS_CERT_FILE: certificate 1 is signed with SHA1withECDSA, which is broken"),
        draft("one for no host", Draft::forHosts, "TLS_CERT_FILE: names no host"),
        draft("one for clients", Draft::forClients, "TLS_CERT_FILE: is not for servers"),
        bad(
            "a short RSA key",
            f -> f.give(f.authority.issue(Draft.of(TestCertificate.keys("RSA", 1024)))),
            "TLS_CERT_FILE: has 1024 bits, at least 2048 are needed"),
        bad(
            "a certificate that is neither RSA nor EC",
            f -> {
              var one = f.authority.issue(Draft.of(TestCertificate.keys("Ed25519", 255)));
              f.give(one.certificatePem(), Files.readString(f.key));
            },
            "TLS_CERT_FILE: is for a key that is neither RSA nor EC of 256 bits or more"),
        bad(
            "a key that is neither RSA nor EC",
            f -> Files.writeString(f.key, pem("PRIVATE KEY", ed25519())),
            "TLS_KEY_FILE: is no RSA or EC private key; make one: openssl genpkey"),
        bad(
            "the key of another certificate",
            f -> Files.writeString(f.key, f.authority.issue().keyPem()),
            "TLS_KEY_FILE: does not belong to the first certificate of TLS_CERT_FILE"),
        bad(
            "a key of another kind",
            f -> Files.writeString(f.key, pem("PRIVATE KEY", rsa())),
            "TLS_KEY_FILE: does not belong to the first certificate of TLS_CERT_FILE"),
        bad(
            "text for a key",
            f -> Files.writeString(f.key, "key"),
            "TLS_KEY_FILE: is no PEM text: no line says -----BEGIN PRIVATE KEY-----"),
        bad(
            "an encrypted key",
            f -> Files.writeString(f.key, pem("ENCRYPTED PRIVATE KEY", Der.yes())),
            "TLS_KEY_FILE: is an encrypted private key; nobody is there to type its password"),
        bad(
            "a key in PKCS#1 form",
            f -> Files.writeString(f.key, pem("RSA PRIVATE KEY", Der.yes())),
            "TLS_KEY_FILE: is a private key in PKCS#1 form; convert it: openssl pkcs8"),
        bad(
            "a key in SEC 1 form",
            f -> Files.writeString(f.key, pem("EC PRIVATE KEY", Der.yes())),
            "TLS_KEY_FILE: holds a private key in SEC 1 form; convert it: openssl pkcs8"),
        bad(
            "a public key",
            f -> Files.writeString(f.key, pem("PUBLIC KEY", Der.yes())),
            "TLS_KEY_FILE: holds a public key"),
        bad(
            "the certificate for the key",
            f -> Files.writeString(f.key, Files.readString(f.chain)),
            "TLS_KEY_FILE: holds a certificate; leave only the private key in it"),
        bad(
            "a key that others read",
            f -> mode(f.key, "rw-r--r--"),
            "TLS_KEY_FILE: KEY may be read by others; run: chmod 600 KEY"),
        bad(
            "a key that the group writes",
            f -> mode(f.key, "rw-rw----"),
            "TLS_KEY_FILE: KEY may be written by others; run: chmod go-w KEY"),
        bad(
            "a certificate that others write",
            f -> mode(f.chain, "rw-r--rw-"),
            "TLS_CERT_FILE: CHAIN may be written by others; run: chmod go-w CHAIN"));
  }

  @TestFactory
  Stream<DynamicTest> anUnfitPairIsRefused() {
    return badFiles().stream()
        .map(bad ->
            DynamicTest.dynamicTest(
                bad.name,
                () -> {
                  valid();
                  bad.breaking.of(files);
                  var problem =
                      bad.problem
                          .replace("CHAIN", files.chain.toString())
                          .replace("KEY ", files.key + " ")
                          .replaceAll(" KEY$", " " + files.key);
                  assertThat(problems(files.settings()))
                      .singleElement()
                      .asString()
                      .startsWith(problem);
                }));
  }

  private record Misfit(String name, Map<String, String> changes, String problem) {}

  @TestFactory
  Stream<DynamicTest> settingsThatDoNotFitTogetherAreRefused() {
    return Stream.of(
            new Misfit("no key", Map.of("TLS_KEY_FILE", ""), "TLS_KEY_FILE: is not set, but"),
            new Misfit(
                "no certificate", Map.of("TLS_CERT_FILE", ""), "TLS_CERT_FILE: is not set, but"),
            new Misfit(
                "a public URL of http",
                Map.of("PUBLIC_URL", "http://localhost:8001"),
                "PUBLIC_URL: is http, but with TLS_CERT_FILE the service speaks https only"),
            new Misfit(
                "beyond loopback without TLS",
                Map.of("TLS_CERT_FILE", "", "TLS_KEY_FILE", "", "BIND", "0.0.0.0"),
                "BIND: 0.0.0.0 can be reached from other machines over plain HTTP"),
            new Misfit(
                "management beyond loopback without TLS",
                Map.of("TLS_CERT_FILE", "", "TLS_KEY_FILE", "", "MANAGEMENT_BIND", "0.0.0.0"),
                "MANAGEMENT_BIND: 0.0.0.0 can be reached from other machines over plain HTTP"))
        .map(misfit ->
            DynamicTest.dynamicTest(
                misfit.name,
                () -> {
                  var settings = new HashMap<>(files.settings());
                  settings.putAll(misfit.changes);
                  assertThat(problems(settings))
                      .singleElement()
                      .asString()
                      .startsWith(misfit.problem);
                }));
  }

  @Test
  void everyProblemIsToldAtOnce() throws IOException {
    Files.writeString(files.chain, "certificate");
    mode(files.key, "rw-r--r--");
    assertThat(problems(files.settings("PUBLIC_URL", "http://localhost:8001")))
        .hasSize(3)
        .anyMatch(problem -> problem.startsWith("PUBLIC_URL: "))
        .anyMatch(problem -> problem.startsWith("TLS_CERT_FILE: "))
        .anyMatch(problem -> problem.startsWith("TLS_KEY_FILE: "));
  }

  @Test
  void noRefusalShowsTheKey() throws IOException {
    var pem = Files.readString(files.key);
    Files.writeString(files.key, pem.replace("-----END", "=====END"));
    var secret = pem.substring(60, 90);
    assertThat(problems(files.settings())).isNotEmpty().noneMatch(p -> p.contains(secret));
  }

  @Test
  void tlsOpensTheServiceBeyondLoopbackAndSetsTheScheme() {
    var config =
        HttpFixture.config(folder, files.settings("BIND", "0.0.0.0", "MANAGEMENT_BIND", "0.0.0.0"));
    assertThat(config.publicUrl()).isEqualTo("https://localhost:8001");
    assertThat(config.transport()).isEqualTo("https");
    assertThat(config.allowedOrigins()).contains("https://localhost:8001");
  }

  @Test
  void anRsaPairAndTheModesOfAMountAreAccepted() throws IOException {
    files.give(files.authority.issue(Draft.of(TestCertificate.keys("RSA", 2048))));
    mode(files.chain, "rw-rw-r--");
    mode(files.key, "r--r-----");
    assertThat(problems(files.settings())).isEmpty();
  }

  private record Named(String certificate, String host, boolean fits) {}

  @TestFactory
  Stream<DynamicTest> aCertificateForAnotherHostIsNoticed() {
    return Stream.of(
            new Named("hr.example.com", "hr.example.com", true),
            new Named("HR.example.com", "hr.example.com", true),
            new Named("*.example.com", "hr.example.com", true),
            new Named("*.example.com", "a.hr.example.com", false),
            new Named("*.example.com", "example.com", false),
            new Named("hr.example.com", "crm.example.com", false),
            new Named("::1", "[::1]", true),
            new Named("127.0.0.1", "127.0.0.2", false))
        .map(named ->
            DynamicTest.dynamicTest(
                named.toString(),
                () -> {
                  var draft = Draft.of(TestCertificate.ec()).forHosts(named.certificate);
                  files.give(files.authority.issue(draft));
                  var settings =
                      settings(files.settings("PUBLIC_URL", "https://" + named.host + ":8443"));
                  HttpConfig.from(settings, "hr", 8001);
                  assertThat(settings.problems()).isEmpty();
                  assertThat(settings.notices()).hasSize(named.fits ? 0 : 1);
                }));
  }

  private static List<String> problems(Map<String, String> changes) {
    var settings = settings(changes);
    HttpConfig.from(settings, "hr", 8001);
    if (!settings.problems().isEmpty()) {
      assertThatThrownBy(settings::refuseIfAnyProblem).isInstanceOf(StartRefused.class);
    }
    return settings.problems();
  }

  private static Settings settings(Map<String, String> changes) {
    return new Settings(Env.of(changes));
  }

  private static BadFile bad(String name, Breaking breaking, String problem) {
    return new BadFile(name, breaking, problem);
  }

  private interface Change {
    Draft of(Draft valid);
  }

  private static BadFile draft(String name, Change change, String problem) {
    return bad(
        name, f -> f.give(f.authority.issue(change.of(Draft.of(TestCertificate.ec())))), problem);
  }

  private static byte[] ed25519() {
    return TestCertificate.keys("Ed25519", 255).getPrivate().getEncoded();
  }

  private static byte[] rsa() {
    return TestCertificate.keys("RSA", 2048).getPrivate().getEncoded();
  }

  private static void mode(Path file, String mode) throws IOException {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
  }
}
