package dev.rolegate.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A management port behind a certificate that only its own authority vouches for. */
class TrustTest {
  private static final String PASSWORD = "not-a-secret";

  @Test
  void onlyWhoseAuthorityIsGivenIsToldTheToken(@TempDir Path folder) throws Exception {
    var store = certificateFor127(folder.resolve("server.p12"));
    var authority = pem(store, folder.resolve("authority.pem"));
    try (var service = over(store)) {
      service.answering(200, "{\"keys\":[]}");
      var address = "https://127.0.0.1:" + service.port();
      assertThat(listed(address, Map.of(), "").err()).contains("does not prove who it is");
      // Vouched for, but not under this name.
      var elsewhere =
          listed("https://localhost:" + service.port(), Map.of(), " --ca-file " + authority);
      assertThat(elsewhere.err()).contains("does not prove who it is");
      assertThat(elsewhere.code()).isEqualTo(3);
      assertThat(service.asked()).isEmpty();
      assertThat(listed(address, Map.of(), " --ca-file " + authority).code()).isZero();
      var named = Map.of("TRUSTED_CA_FILE", authority.toString());
      assertThat(listed(address, named, "").code()).isZero();
      assertThat(service.asked()).hasSize(2);
    }
  }

  private static Typed listed(String url, Map<String, String> more, String options) {
    var env = new HashMap<>(more);
    env.put("MANAGEMENT_TOKEN", Typed.TOKEN);
    return Typed.with(env, "key list --url " + url + options);
  }

  private static StubService over(KeyStore store) throws IOException, GeneralSecurityException {
    var keys = KeyManagerFactory.getInstance("PKIX");
    keys.init(store, PASSWORD.toCharArray());
    var context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    var server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(context));
    return new StubService(server);
  }

  private static KeyStore certificateFor127(Path file) throws Exception {
    var keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "server",
                "-keyalg",
                "EC",
                "-dname",
                "CN=server",
                "-ext",
                "san=ip:127.0.0.1",
                "-storetype",
                "PKCS12",
                "-keystore",
                file.toString(),
                "-storepass",
                PASSWORD)
            .redirectErrorStream(true)
            .start();
    var said = new String(keytool.getInputStream().readAllBytes(), UTF_8);
    assertThat(keytool.waitFor()).as(said).isZero();
    return KeyStore.getInstance(file.toFile(), PASSWORD.toCharArray());
  }

  private static Path pem(KeyStore store, Path file) throws IOException, GeneralSecurityException {
    var der = Base64.getMimeEncoder().encodeToString(store.getCertificate("server").getEncoded());
    return Files.writeString(
        file, "-----BEGIN CERTIFICATE-----\n" + der + "\n-----END CERTIFICATE-----\n");
  }
}
