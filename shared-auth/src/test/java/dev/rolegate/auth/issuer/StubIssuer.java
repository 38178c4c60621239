package dev.rolegate.auth.issuer;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
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

  StubIssuer() {
    this(0);
  }

  /** On the port of one that is gone. */
  StubIssuer(int port) {
    try {
      server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 100);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::handle);
    server.start();
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
    return "http://127.0.0.1:" + port();
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
