package dev.rolegate.auth.http;

import dev.rolegate.auth.config.Loopback;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.List;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/**
 * TLS as every door speaks it: 1.2 and 1.3, forward secrecy and authenticated encryption only (RFC
 * 9325 §3.1, §4.2), with one certificate that can be replaced while connections go on with the one
 * that they began with. A client may show a certificate where authorities for it are given; one of
 * anybody else ends the handshake. Thread-safe.
 */
final class Tls {
  private static final List<String> VERSIONS = List.of("TLSv1.3", "TLSv1.2");
  private static final List<String> SUITES =
      List.of(
          "TLS_AES_256_GCM_SHA384",
          "TLS_AES_128_GCM_SHA256",
          "TLS_CHACHA20_POLY1305_SHA256",
          "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
          "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
          "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
          "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
          "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
          "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256");
  private static final long YEAR_SECONDS = 365 * 24 * 60 * 60;

  /** Of a key store that never leaves the memory; some password is asked for. */
  private static final String PASSWORD = "in memory";

  private final SslContextFactory.Server context;
  private final boolean strict;
  private volatile TlsMaterial material;

  private Tls(SslContextFactory.Server context, boolean strict, TlsMaterial material) {
    this.context = context;
    this.strict = strict;
    this.material = material;
  }

  static Tls with(TlsMaterial material, String publicUrl) {
    return new Tls(started(material), isHostName(URI.create(publicUrl).getHost()), material);
  }

  /** What new connections go by. */
  TlsMaterial material() {
    return material;
  }

  /**
   * Gives new connections another certificate and other authorities; no session of before is
   * resumed. When that fails, the old ones stay.
   */
  void use(TlsMaterial next) {
    // Jetty drops the old context before it makes the new one, so it must not fail there.
    stop(started(next));
    try {
      context.reload(_ -> give(context, next));
    } catch (Exception e) {
      throw new IllegalStateException("the certificate cannot be replaced", e);
    }
    material = next;
  }

  /** What stands before HTTP/1.1 on a port; tells HTTP that the connection is secure. */
  SslConnectionFactory before(HttpConfiguration http) {
    // Neither may SNI choose anything, there being one certificate, nor is Host held against it:
    // the front gate knows the hosts, and answers 421 as it does without TLS.
    var secure = new SecureRequestCustomizer(false, false, strict ? YEAR_SECONDS : -1, false);
    http.addCustomizer(secure);
    return new SslConnectionFactory(context, HttpVersion.HTTP_1_1.asString());
  }

  private static SslContextFactory.Server started(TlsMaterial material) {
    var context = new SslContextFactory.Server();
    context.setIncludeProtocols(VERSIONS.toArray(String[]::new));
    context.setIncludeCipherSuites(SUITES.toArray(String[]::new));
    context.setUseCipherSuitesOrder(true);
    context.setRenegotiationAllowed(false);
    give(context, material);
    context.setKeyStorePassword(PASSWORD);
    try {
      // Started here, so that no door takes it for its own and stops it.
      context.start();
      return context;
    } catch (Exception e) {
      throw new IllegalStateException("the certificate cannot be served", e);
    }
  }

  private static void give(SslContextFactory.Server context, TlsMaterial material) {
    context.setKeyStore(keyStore(material.certificate()));
    var clients = material.clients();
    if (clients != null) {
      context.setTrustStore(clients.keyStore());
      context.setWantClientAuth(true);
    }
  }

  private static void stop(SslContextFactory.Server context) {
    try {
      context.stop();
    } catch (Exception e) {
      throw new IllegalStateException("a trial of the certificate does not end", e);
    }
  }

  private static KeyStore keyStore(ServerCertificate certificate) {
    try {
      var store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setKeyEntry(
          "server",
          certificate.key(),
          PASSWORD.toCharArray(),
          certificate.chain().toArray(Certificate[]::new));
      return store;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("every Java platform has PKCS#12", e);
    }
  }

  /**
   * Whether Strict-Transport-Security is said (RFC 6797 §7.2): it binds a name on all its ports, so
   * for localhost it would shut out every other program there, and addresses may not have it.
   */
  private static boolean isHostName(String host) {
    if (Loopback.isHost(host) || host.endsWith(".localhost")) {
      return false;
    }
    try {
      var _ = InetAddress.ofLiteral(host.replaceAll("^\\[|]$", ""));
      return false;
    } catch (IllegalArgumentException e) {
      return true;
    }
  }
}
