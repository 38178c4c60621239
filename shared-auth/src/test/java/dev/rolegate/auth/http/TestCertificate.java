package dev.rolegate.auth.http;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.security.auth.x500.X500Principal;
import org.jspecify.annotations.Nullable;

/** A certificate with its key, made from what is to be in it. */
public record TestCertificate(X509Certificate certificate, KeyPair keys) {
  private static final String SERVERS = "1.3.6.1.5.5.7.3.1";
  private static final String CLIENTS = "1.3.6.1.5.5.7.3.2";
  private static final Map<String, String> SIGNATURES =
      Map.of(
          "SHA256withECDSA", "1.2.840.10045.4.3.2",
          "SHA1withECDSA", "1.2.840.10045.4.1",
          "SHA256withRSA", "1.2.840.113549.1.1.11");

  /** What is to be in one; valid for localhost until something is changed. */
  public record Draft(
      KeyPair keys,
      String subject,
      List<String> names,
      Instant from,
      Instant until,
      String signature,
      String use) {
    public static Draft of(KeyPair keys) {
      var now = Instant.now();
      return new Draft(
          keys,
          "CN=server",
          List.of("localhost", "127.0.0.1"),
          now.minus(Duration.ofHours(1)),
          now.plus(Duration.ofDays(30)),
          "SHA256withECDSA",
          SERVERS);
    }

    public Draft subject(String name) {
      return new Draft(keys, name, names, from, until, signature, use);
    }

    public Draft forHosts(String... all) {
      return new Draft(keys, subject, List.of(all), from, until, signature, use);
    }

    public Draft from(Instant time) {
      return new Draft(keys, subject, names, time, until, signature, use);
    }

    public Draft until(Instant time) {
      return new Draft(keys, subject, names, from, time, signature, use);
    }

    Draft signature(String algorithm) {
      return new Draft(keys, subject, names, from, until, algorithm, use);
    }

    public Draft forClients() {
      return new Draft(keys, subject, names, from, until, signature, CLIENTS);
    }
  }

  /** An authority that signs with ECDSA. */
  public static TestCertificate authority() {
    return make(Draft.of(ec()).subject("CN=Test authority").forHosts(), null);
  }

  /** A valid certificate for localhost. */
  public TestCertificate issue() {
    return issue(Draft.of(ec()));
  }

  public TestCertificate issue(Draft draft) {
    return make(draft, this);
  }

  public static KeyPair ec() {
    return ec("secp256r1");
  }

  static KeyPair ec(String curve) {
    try {
      var generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec(curve));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  static KeyPair keys(String algorithm, int bits) {
    try {
      var generator = KeyPairGenerator.getInstance(algorithm);
      generator.initialize(bits);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  public String certificatePem() {
    try {
      return pem("CERTIFICATE", certificate.getEncoded());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  String keyPem() {
    return pem("PRIVATE KEY", keys.getPrivate().getEncoded());
  }

  static String pem(String label, byte[] der) {
    var lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    return "-----BEGIN " + label + "-----\n" + lines + "\n-----END " + label + "-----\n";
  }

  /** A valid certificate for a client. */
  public TestCertificate issueForClient() {
    return issue(Draft.of(ec()).forClients());
  }

  /** What a client goes by that trusts this one. */
  public SSLContext trusted() {
    return context(new KeyManager[0], "TLS");
  }

  /** What a client goes by that trusts this one and shows its own, whoever is asked for. */
  public SSLContext trustedBy(TestCertificate client) {
    return trustedBy(client, "TLS");
  }

  SSLContext trustedBy(TestCertificate client, String protocol) {
    return context(new KeyManager[] {new OneKey(client)}, protocol);
  }

  /** What a server goes by that shows this one. */
  public SSLContext serving() {
    return context(new KeyManager[] {new OneKey(this)}, "TLS");
  }

  private SSLContext context(KeyManager[] keyManagers, String protocol) {
    try {
      var store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setCertificateEntry("authority", certificate);
      var trust = TrustManagerFactory.getInstance("PKIX");
      trust.init(store);
      var context = SSLContext.getInstance(protocol);
      context.init(keyManagers, trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | java.io.IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static TestCertificate make(Draft draft, @Nullable TestCertificate issuer) {
    var signer = issuer == null ? draft.keys() : issuer.keys;
    var issuerName =
        issuer == null
            ? new X500Principal(draft.subject())
            : issuer.certificate.getSubjectX500Principal();
    var oid = Der.identifier(SIGNATURES.getOrDefault(draft.signature(), ""));
    var algorithm =
        draft.signature().endsWith("RSA") ? Der.sequence(oid, Der.tagged(0x05)) : Der.sequence(oid);
    var content =
        Der.sequence(
            Der.tagged(0xa0, Der.integer(BigInteger.TWO)),
            Der.integer(new BigInteger(64, new SecureRandom()).setBit(0)),
            algorithm,
            issuerName.getEncoded(),
            Der.sequence(Der.time(draft.from()), Der.time(draft.until())),
            new X500Principal(draft.subject()).getEncoded(),
            draft.keys().getPublic().getEncoded(),
            Der.tagged(0xa3, extensions(draft, issuer == null)));
    try {
      var signature = Signature.getInstance(draft.signature());
      signature.initSign(signer.getPrivate());
      signature.update(content);
      var der = Der.sequence(content, algorithm, Der.bits(signature.sign()));
      var made =
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(der));
      return new TestCertificate((X509Certificate) made, draft.keys());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] extensions(Draft draft, boolean isAuthority) {
    if (isAuthority) {
      return Der.sequence(
          Der.sequence(
              Der.identifier("2.5.29.19"), Der.yes(), Der.octets(Der.sequence(Der.yes()))));
    }
    var use =
        Der.sequence(
            Der.identifier("2.5.29.37"), Der.octets(Der.sequence(Der.identifier(draft.use()))));
    if (draft.names().isEmpty()) {
      return Der.sequence(use);
    }
    var names = draft.names().stream().map(TestCertificate::name).toArray(byte[][]::new);
    return Der.sequence(
        use, Der.sequence(Der.identifier("2.5.29.17"), Der.octets(Der.sequence(names))));
  }

  private static byte[] name(String name) {
    try {
      return Der.tagged(0x87, InetAddress.ofLiteral(name).getAddress());
    } catch (IllegalArgumentException e) {
      return Der.tagged(0x82, name.getBytes(StandardCharsets.US_ASCII));
    }
  }
}
