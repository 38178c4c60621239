package dev.rolegate.endtoend.containers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.endtoend.Folders;
import dev.rolegate.endtoend.Json;
import dev.rolegate.endtoend.Repository;
import dev.rolegate.endtoend.Rpc;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** {@code scripts/scale}: two token services on one PostgreSQL behind a proxy that ends TLS. */
class ScaleIT {
  private static final String FREELY = "1000000/PT1S";

  private static final Map<String, String> environment = new HashMap<>();
  private static Path folder;
  private static HttpClient client;
  private static String secret;

  @BeforeAll
  static void up() throws Exception {
    folder = Files.createTempDirectory("rolegate-scale-tests-");
    environment.put("COMPOSE_PROJECT_NAME", "rolegate-scale-tests");
    environment.put("SCALE_NETWORK", "172.31.232");
    environment.put("DATA_DIR", folder.toString());
    environment.put("RATE_LIMIT_REQUESTS", FREELY);
    environment.put("RATE_LIMIT_TOKENS", FREELY);
    environment.putAll(freePorts());
    scale("up");
    client =
        HttpClient.newBuilder().sslContext(trusting(folder.resolve("scale/tls/ca.pem"))).build();
    secret =
        scale(
                "rolegate",
                "client",
                "add",
                "load",
                "--role",
                "Manager",
                "--reason",
                "a test",
                "--secret-only")
            .strip();
  }

  @AfterAll
  static void down() {
    scale("down", "-v");
    Folders.delete(folder);
  }

  /** One database behind both: whichever of them the proxy asks. */
  @Test
  void aRollingRestartUnderLoadFailsNoRequest() throws Exception {
    var failures = new ConcurrentLinkedQueue<String>();
    var asked = new AtomicInteger();
    var over = new AtomicBoolean();
    var workers = new ArrayList<Thread>();
    for (var worker = 0; worker < 4; worker++) {
      workers.add(
          Thread.ofVirtual()
              .start(() -> {
                while (!over.get()) {
                  asked.incrementAndGet();
                  try {
                    var answer = token();
                    if (answer.statusCode() != 200) {
                      failures.add(answer.statusCode() + " " + answer.body());
                    }
                  } catch (IOException | InterruptedException e) {
                    failures.add(e.toString());
                  }
                }
              }));
    }
    scale("roll");
    var before = asked.get();
    while (asked.get() < before + 100) {
      Thread.onSpinWait();
    }
    over.set(true);
    for (var worker : workers) {
      worker.join();
    }
    LoggerFactory.getLogger(ScaleIT.class)
        .warn("MEASURED rolling restart: {} requests, {} failed", asked.get(), failures.size());
    assertThat(failures).isEmpty();
  }

  @Test
  void aTokenOfEitherIsGoodAtAServerAndRevokedAtOnce() throws Exception {
    var token = Json.parse(token().body()).get("access_token").asText();
    assertThat(initialize(token).statusCode()).isEqualTo(200);
    var revoked =
        post(
            "TOKEN_SERVICE",
            "/revoke",
            "application/x-www-form-urlencoded",
            credentials() + "&token=" + token);
    assertThat(revoked.statusCode()).isEqualTo(200);
    while (initialize(token).statusCode() == 200) {
      Thread.onSpinWait();
    }
    assertThat(initialize(token).body()).contains("revoked");
  }

  private static HttpResponse<String> initialize(String token) throws Exception {
    return post(
        "HR",
        "/mcp",
        "application/json",
        Json.text(Rpc.request(1, "initialize", Rpc.hello())),
        "Authorization",
        "Bearer " + token,
        "Accept",
        "application/json, text/event-stream");
  }

  private static HttpResponse<String> token() throws IOException, InterruptedException {
    return post(
        "TOKEN_SERVICE",
        "/token",
        "application/x-www-form-urlencoded",
        "grant_type=client_credentials&" + credentials());
  }

  private static String credentials() {
    return "client_id=load&client_secret=" + URLEncoder.encode(secret, StandardCharsets.UTF_8);
  }

  private static HttpResponse<String> post(
      String service, String path, String type, String body, String... headers)
      throws IOException, InterruptedException {
    var url = "https://localhost:" + environment.get(service + "_PORT") + path;
    var request =
        HttpRequest.newBuilder(URI.create(url))
            .header("Content-Type", type)
            .POST(HttpRequest.BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private static String scale(String... words) {
    var command = new ArrayList<>(List.of(Repository.file("scripts/scale").toString()));
    command.addAll(List.of(words));
    return Docker.run(environment, command);
  }

  private static Map<String, String> freePorts() throws IOException {
    var ports = new HashMap<String, String>();
    for (var name : List.of("TOKEN_SERVICE_PORT", "HR_PORT", "PROJECT_PORT", "CRM_PORT")) {
      try (var socket = new ServerSocket(0)) {
        ports.put(name, Integer.toString(socket.getLocalPort()));
      }
    }
    return ports;
  }

  private static SSLContext trusting(Path authority) throws GeneralSecurityException, IOException {
    var store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    try (var in = Files.newInputStream(authority)) {
      store.setCertificateEntry(
          "ca", CertificateFactory.getInstance("X.509").generateCertificate(in));
    }
    var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    var context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }
}
