package dev.rolegate.auth.http;

import dev.rolegate.auth.config.PrivateFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import javax.net.ssl.SSLSocketFactory;

/** A service's two files, in a folder of the test's, and clients that trust who issued them. */
final class TlsFixture {
  final TestCertificate authority = TestCertificate.authority();
  final Path chain;
  final Path key;

  /** With a valid certificate for localhost. */
  TlsFixture(Path folder) throws IOException {
    chain = folder.resolve("tls.pem");
    key = folder.resolve("tls.key");
    give(authority.issue());
  }

  void give(TestCertificate one) throws IOException {
    give(one.certificatePem() + authority.certificatePem(), one.keyPem());
  }

  void give(String certificatePem, String keyPem) throws IOException {
    PrivateFiles.replace(chain, certificatePem.getBytes(StandardCharsets.US_ASCII));
    PrivateFiles.replace(key, keyPem.getBytes(StandardCharsets.US_ASCII));
  }

  /** The settings that turn TLS on, and others. */
  Map<String, String> settings(String... others) {
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

  RawHttp http(int port) {
    return new RawHttp(port, client());
  }
}
