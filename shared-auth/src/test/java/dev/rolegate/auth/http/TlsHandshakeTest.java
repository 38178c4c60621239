package dev.rolegate.auth.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rolegate.auth.http.TestCertificate.Draft;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TlsHandshakeTest {
  private TlsFixture ecFiles;
  private TlsFixture rsaFiles;
  private HttpService ec;
  private HttpService rsa;

  @BeforeAll
  void start(@TempDir Path data) throws IOException {
    // Each its own, or the one would take up the certificate of the other after some seconds.
    var ecFolder = Files.createDirectory(data.resolve("ec"));
    ecFiles = new TlsFixture(ecFolder);
    ec = service(ecFolder, ecFiles);
    var rsaFolder = Files.createDirectory(data.resolve("rsa"));
    rsaFiles = new TlsFixture(rsaFolder);
    rsaFiles.give(rsaFiles.authority.issue(Draft.of(TestCertificate.keys("RSA", 2048))));
    rsa = service(rsaFolder, rsaFiles);
  }

  private static HttpService service(Path data, TlsFixture files) {
    return HttpFixture.start(
        HttpFixture.config(data, files.settings()),
        null,
        routes -> routes.get("/mcp", ctx -> ctx.result(ctx.scheme())));
  }

  @AfterAll
  void stop() {
    ec.close();
    rsa.close();
  }

  private record Refused(String name, int version, int suite) {}

  @TestFactory
  Stream<DynamicTest> oldVersionsAndWeakSuitesAreRefused() {
    return Stream.of(
            new Refused("SSL 3", ClientHello.SSL_3, 0xc02f),
            new Refused("TLS 1.0, ECDHE-RSA-AES128-SHA", ClientHello.TLS_1_0, 0xc013),
            new Refused("TLS 1.0, ECDHE-ECDSA-AES128-SHA", ClientHello.TLS_1_0, 0xc009),
            new Refused("TLS 1.1, ECDHE-RSA-AES128-SHA", ClientHello.TLS_1_1, 0xc013),
            new Refused("TLS 1.1, ECDHE-ECDSA-AES128-SHA", ClientHello.TLS_1_1, 0xc009),
            new Refused("no encryption", ClientHello.TLS_1_2, 0x003b),
            new Refused("no authentication", ClientHello.TLS_1_2, 0x00a6),
            new Refused("RC4", ClientHello.TLS_1_2, 0xc011),
            new Refused("3DES", ClientHello.TLS_1_2, 0xc012),
            new Refused("no forward secrecy, CBC", ClientHello.TLS_1_2, 0x003c),
            new Refused("no forward secrecy, GCM", ClientHello.TLS_1_2, 0x009c),
            new Refused("ECDHE-RSA, CBC with SHA-1", ClientHello.TLS_1_2, 0xc013),
            new Refused("ECDHE-RSA, CBC with SHA-256", ClientHello.TLS_1_2, 0xc027),
            new Refused("ECDHE-RSA, CBC with SHA-384", ClientHello.TLS_1_2, 0xc028),
            new Refused("ECDHE-ECDSA, CBC with SHA-256", ClientHello.TLS_1_2, 0xc023),
            new Refused("DHE-RSA, GCM", ClientHello.TLS_1_2, 0x009e),
            new Refused("DHE-RSA, CBC", ClientHello.TLS_1_2, 0x0067))
        .map(refused ->
            DynamicTest.dynamicTest(
                refused.name,
                () -> {
                  for (var service : List.of(ec, rsa)) {
                    assertThat(
                            ClientHello.suiteChosen(service.port(), refused.version, refused.suite))
                        .isEqualTo(-1);
                  }
                }));
  }

  @Test
  void theSameHelloWithAStrongSuiteIsAnswered() throws IOException {
    var version = ClientHello.TLS_1_2;
    assertThat(ClientHello.suiteChosen(rsa.port(), version, 0xc02f)).isEqualTo(0xc02f);
    assertThat(ClientHello.suiteChosen(ec.port(), version, 0xc02b)).isEqualTo(0xc02b);
  }

  @Test
  void theServerChoosesTheStrongestSuite() throws IOException {
    assertThat(ClientHello.suiteChosen(rsa.port(), ClientHello.TLS_1_2, 0xc02f, 0xc030))
        .isEqualTo(0xc030);
  }

  private record Spoken(String version, String suite) {}

  @TestFactory
  Stream<DynamicTest> bothVersionsAreSpoken() {
    return Stream.of(
            new Spoken("TLSv1.3", "TLS_AES_256_GCM_SHA384"),
            new Spoken("TLSv1.3", "TLS_CHACHA20_POLY1305_SHA256"),
            new Spoken("TLSv1.2", "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384"),
            new Spoken("TLSv1.2", "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256"))
        .map(spoken ->
            DynamicTest.dynamicTest(
                spoken.toString(),
                () -> {
                  try (var socket = socket(rsa)) {
                    socket.setEnabledProtocols(new String[] {spoken.version});
                    socket.setEnabledCipherSuites(new String[] {spoken.suite});
                    assertThat(get(socket, rsa, "localhost").body()).isEqualTo("https");
                    assertThat(socket.getSession().getProtocol()).isEqualTo(spoken.version);
                  }
                }));
  }

  /** It costs a server far more than a client. */
  @Test
  void aSecondHandshakeEndsTheConnection() throws IOException {
    try (var socket = socket(ec)) {
      socket.setEnabledProtocols(new String[] {"TLSv1.2"});
      socket.startHandshake();
      // Only sends the first words of the second.
      socket.startHandshake();
      assertThat(firstByteAfterAnotherRequest(socket)).isEqualTo(-1);
    }
  }

  private int firstByteAfterAnotherRequest(SSLSocket socket) {
    try {
      var request = "GET /mcp HTTP/1.1\r\nHost: localhost:" + ec.port() + "\r\n\r\n";
      socket.getOutputStream().write(RawHttp.bytes(request));
      return socket.getInputStream().read();
    } catch (IOException e) {
      return -1;
    }
  }

  @Test
  void noNameInTheHandshakeChangesAnything() throws IOException {
    for (var name : List.of("localhost", "hr.example.com", "evil.example")) {
      try (var socket = socket(ec)) {
        var parameters = socket.getSSLParameters();
        parameters.setServerNames(List.of(new SNIHostName(name)));
        socket.setSSLParameters(parameters);
        assertThat(get(socket, ec, "localhost").body()).as(name).isEqualTo("https");
      }
      try (var socket = socket(ec)) {
        var parameters = socket.getSSLParameters();
        parameters.setServerNames(List.of(new SNIHostName(name)));
        socket.setSSLParameters(parameters);
        RefusalAssert.isOurs(get(socket, ec, "evil.example"), 421);
      }
    }
  }

  @Test
  void aClientThatWantsHttp2GetsHttp1() throws IOException {
    try (var socket = socket(ec)) {
      var parameters = socket.getSSLParameters();
      parameters.setApplicationProtocols(new String[] {"h2", "http/1.1"});
      socket.setSSLParameters(parameters);
      assertThat(get(socket, ec, "localhost").head()).startsWith("HTTP/1.1 200");
    }
  }

  @Test
  void theWholeChainIsSent() throws IOException {
    try (var socket = socket(ec)) {
      socket.startHandshake();
      assertThat(socket.getSession().getPeerCertificates()).hasSize(2);
    }
  }

  @Test
  void plainHttpGetsNoAnswer() {
    assertThatThrownBy(() -> new RawHttp(ec.port()).ask("GET", "/mcp"))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("the end of the header")
        .hasMessageNotContaining("HTTP/1.1 ");
  }

  @Test
  void aClientThatDoesNotKnowTheIssuerHangsUp() {
    var stranger = TestCertificate.authority().trusted().getSocketFactory();
    assertThatThrownBy(() -> new RawHttp(ec.port(), stranger).ask("GET", "/mcp"))
        .isInstanceOf(SSLException.class);
  }

  private SSLSocket socket(HttpService service) throws IOException {
    var client = (service == ec ? ecFiles : rsaFiles).client();
    var socket = (SSLSocket) client.createSocket(InetAddress.getLoopbackAddress(), service.port());
    socket.setSoTimeout(20_000);
    return socket;
  }

  private static RawHttp.Answer get(SSLSocket socket, HttpService service, String host)
      throws IOException {
    var line = "GET /mcp HTTP/1.1\r\nHost: " + host + ":" + service.port() + "\r\n\r\n";
    socket.getOutputStream().write(RawHttp.bytes(line));
    return RawHttp.answer(socket);
  }
}
