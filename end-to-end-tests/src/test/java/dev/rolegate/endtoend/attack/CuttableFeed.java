package dev.rolegate.endtoend.attack;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.rolegate.endtoend.Http;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;

/** The network between a server and the feed of revocations, which can be cut. */
final class CuttableFeed implements AutoCloseable {
  private final URI upstream;
  private final HttpServer network;
  private volatile boolean cut;

  CuttableFeed(URI tokenService) throws IOException {
    this.upstream = tokenService;
    this.network =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
    network.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    network.createContext("/", this::pass);
    network.start();
  }

  String url() {
    return "http://127.0.0.1:" + network.getAddress().getPort() + "/internal/revocations";
  }

  /** Nothing comes through any more, not even what was asked before. */
  void cut() {
    cut = true;
  }

  void mend() {
    cut = false;
  }

  private void pass(HttpExchange exchange) throws IOException {
    try (exchange) {
      if (cut) {
        return;
      }
      var answer =
          Http.get(
              upstream.resolve(exchange.getRequestURI()),
              "Authorization: " + exchange.getRequestHeaders().getFirst("Authorization"));
      if (!cut) {
        var body = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(answer.status(), body.length);
        exchange.getResponseBody().write(body);
      }
    }
  }

  @Override
  public void close() {
    network.stop(0);
  }
}
