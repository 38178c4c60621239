package dev.rolegate.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/** Where a management port would be: keeps what it is asked, and answers what it is told to. */
final class StubService implements AutoCloseable {
  /** What came in. */
  record Asked(String method, String path, String authorization, String body) {}

  /** What goes out; the location only when it is not empty. */
  record Told(int status, String body, String location) {
    static Told of(int status, String body) {
      return new Told(status, body, "");
    }
  }

  private final HttpServer server;
  private final List<Asked> asked = new CopyOnWriteArrayList<>();
  private final Queue<Told> told = new ConcurrentLinkedQueue<>();

  StubService() {
    this(listening());
  }

  StubService(HttpServer server) {
    this.server = server;
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::answer);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + port();
  }

  int port() {
    return server.getAddress().getPort();
  }

  /** The next answer; the last one told is given again and again. */
  StubService answering(int status, String body) {
    told.add(Told.of(status, body));
    return this;
  }

  StubService redirecting(String location) {
    told.add(new Told(307, "{}", location));
    return this;
  }

  List<Asked> asked() {
    return List.copyOf(asked);
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      asked.add(
          new Asked(
              exchange.getRequestMethod(),
              exchange.getRequestURI().toString(),
              String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")),
              new String(exchange.getRequestBody().readAllBytes(), UTF_8)));
      var next = told.size() > 1 ? told.remove() : told.element();
      if (!next.location().isEmpty()) {
        exchange.getResponseHeaders().add("Location", next.location());
      }
      var body = next.body().getBytes(UTF_8);
      exchange.sendResponseHeaders(next.status(), body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private static HttpServer listening() {
    try {
      return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
