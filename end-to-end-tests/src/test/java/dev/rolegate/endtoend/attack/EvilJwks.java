package dev.rolegate.endtoend.attack;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A key set endpoint that answers as a test wants, and counts who asks. */
final class EvilJwks implements AutoCloseable {
  private final HttpServer http;
  private final AtomicInteger fetches = new AtomicInteger();
  private volatile Reply reply;

  /** One way to answer. */
  @FunctionalInterface
  interface Reply {
    void to(HttpExchange exchange) throws IOException;

    static Reply of(int status, String body, String... headers) {
      return exchange -> {
        for (var header : headers) {
          var colon = header.indexOf(':');
          exchange
              .getResponseHeaders()
              .add(header.substring(0, colon), header.substring(colon + 1).strip());
        }
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
      };
    }

    static Reply keys(String jwks) {
      return of(200, jwks, "Content-Type: application/json");
    }

    /** Bytes until the reader hangs up. */
    static Reply endless() {
      return exchange -> {
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, 0);
        var chunk = " ".repeat(64 * 1024).getBytes(StandardCharsets.US_ASCII);
        while (true) {
          exchange.getResponseBody().write(chunk);
        }
      };
    }
  }

  EvilJwks(Reply first) throws IOException {
    this.reply = first;
    this.http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    http.createContext("/keys", this::handle);
    http.start();
  }

  String url() {
    return "http://localhost:" + http.getAddress().getPort() + "/keys";
  }

  void answer(Reply next) {
    reply = next;
  }

  int fetches() {
    return fetches.get();
  }

  @Override
  public void close() {
    http.stop(0);
  }

  private void handle(HttpExchange exchange) {
    fetches.incrementAndGet();
    try (exchange) {
      reply.to(exchange);
    } catch (IOException e) {
      // The reader hung up, which is what some cases are about.
    }
  }
}
