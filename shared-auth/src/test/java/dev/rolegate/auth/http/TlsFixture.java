package dev.rolegate.auth.http;

import dev.rolegate.auth.config.PrivateFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import javax.net.ssl.SSLSocketFactory;

/** A service's two files, in a folder of the test's, and clients that trust who issued them. */
public final class TlsFixture {
  public final TestCertificate authority = TestCertificate.authority();
  final Path chain;
  final Path key;

  /** The file with the authority. */
  public final Path authorityFile;

  /** With a valid certificate for localhost. */
  public TlsFixture(Path folder) throws IOException {
    chain = folder.resolve("tls.pem");
    key = folder.resolve("tls.key");
    authorityFile = folder.resolve("ca.pem");
    give(authorityFile, authority.certificatePem());
    give(authority.issue());
  }

  public void give(TestCertificate one) throws IOException {
    give(one.certificatePem() + authority.certificatePem(), one.keyPem());
  }

  void give(String certificatePem, String keyPem) throws IOException {
    give(chain, certificatePem);
    give(key, keyPem);
  }

  static void give(Path file, String pem) throws IOException {
    PrivateFiles.replace(file, pem.getBytes(StandardCharsets.US_ASCII));
  }

  /** The settings that turn TLS on, and others. */
  public Map<String, String> settings(String... others) {
    var settings = new HashMap<String, String>();
    settings.put("TLS_CERT_FILE", chain.toString());
    settings.put("TLS_KEY_FILE", key.toString());
    for (var i = 0; i < others.length; i += 2) {
      settings.put(others[i], others[i + 1]);
    }
    return settings;
  }

  SSLSocketFactory client() {
    return authority.trusted().getSocketFactory();
  }

  public RawHttp http(int port) {
    return new RawHttp(port, client());
  }

  /** Shows a certificate of the client's. */
  public RawHttp http(int port, TestCertificate client) {
    return new RawHttp(port, authority.trustedBy(client).getSocketFactory());
  }
}
