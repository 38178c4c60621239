package dev.rolegate.auth.issuer;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.rolegate.auth.http.TestCertificate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** An issuer that answers whatever a test wants, on a port of its own. */
final class StubIssuer implements AutoCloseable {
  static final String JWKS = "/.well-known/jwks.json";
  static final String METADATA = "/.well-known/oauth-authorization-server";

  private final HttpServer server;
  private final Map<String, Answer> answers = new ConcurrentHashMap<>();
  private final List<String> asked = new CopyOnWriteArrayList<>();

  @FunctionalInterface
  interface Answer {
    void write(HttpExchange exchange) throws IOException;
  }

  private final String scheme;

  StubIssuer() {
    this(0);
  }

  /** On the port of one that is gone. */
  StubIssuer(int port) {
    this(server(port, null), "http");
  }

  /** Over https, with this certificate. */
  static StubIssuer showing(TestCertificate own) {
    return new StubIssuer(server(0, own.serving()), "https");
  }

  private StubIssuer(HttpServer server, String scheme) {
    this.server = server;
    this.scheme = scheme;
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::handle);
    server.start();
  }

  private static HttpServer server(int port, @Nullable SSLContext tls) {
    var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    try {
      if (tls == null) {
        return HttpServer.create(address, 100);
      }
      var server = HttpsServer.create(address, 100);
      server.setHttpsConfigurator(new HttpsConfigurator(tls));
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void handle(HttpExchange exchange) throws IOException {
    var path = exchange.getRequestURI().getPath();
    asked.add(path);
    try (exchange) {
      answers.getOrDefault(path, status(404)).write(exchange);
    }
  }

  int port() {
    return server.getAddress().getPort();
  }

  String url() {
    return scheme + "://127.0.0.1:" + port();
  }

  URI jwksUrl() {
    return URI.create(url() + JWKS);
  }

  StubIssuer publish(String jwks) {
    return answer(JWKS, json(jwks));
  }

  StubIssuer answer(String path, Answer answer) {
    answers.put(path, answer);
    return this;
  }

  /** How often a path was asked for. */
  long asked(String path) {
    return asked.stream().filter(path::equals).count();
  }

  /** Every path that was asked for, in order. */
  List<String> asked() {
    return List.copyOf(asked);
  }

  static Answer json(String body) {
    return bytes(200, body.getBytes(UTF_8));
  }

  static Answer status(int status) {
    return bytes(status, "{}".getBytes(UTF_8));
  }

  static Answer bytes(int status, byte[] body) {
    return exchange -> {
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    };
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
