package dev.rolegate.agent;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A token service or an MCP server that says whatever a test wants, on a free port. */
final class StubIssuer implements AutoCloseable {
  private final HttpServer server;
  private final Map<String, Said> answers = new ConcurrentHashMap<>();
  private final List<Asked> asked = new CopyOnWriteArrayList<>();

  StubIssuer() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext(
        "/",
        exchange -> {
          var path = exchange.getRequestURI().getPath();
          var body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
          var authorization = exchange.getRequestHeaders().getFirst("Authorization");
          asked.add(new Asked(path, body, authorization == null ? "" : authorization));
          var said = answers.getOrDefault(path, new Said(404, "", Map.of()));
          said.headers().forEach(exchange.getResponseHeaders()::set);
          var bytes = said.body().getBytes(UTF_8);
          exchange.sendResponseHeaders(said.status(), bytes.length == 0 ? -1 : bytes.length);
          try (var out = exchange.getResponseBody()) {
            out.write(bytes);
          } catch (IOException e) {
            // Whoever asked had enough.
          }
          exchange.close();
        });
    server.start();
  }

  private record Said(int status, String body, Map<String, String> headers) {}

  record Asked(String path, String body, String authorization) {}

  String url() {
    return "http://localhost:" + server.getAddress().getPort();
  }

  /** {@code SELF} stands for its own URL. */
  StubIssuer says(String path, int status, String body, String... headers) {
    var all = new ConcurrentHashMap<String, String>();
    for (var i = 0; i < headers.length; i += 2) {
      all.put(headers[i], headers[i + 1].replace("SELF", url()));
    }
    answers.put(path, new Said(status, body.replace('\'', '"').replace("SELF", url()), all));
    return this;
  }

  /** With metadata that is right, and a token for whoever asks. */
  StubIssuer right() {
    return says(
            "/.well-known/oauth-authorization-server",
            200,
            "{'issuer':'SELF','token_endpoint':'SELF/token'}")
        .says(
            "/token",
            200,
            "{'access_token':'t','token_type':'Bearer','expires_in':60,'servers':[]}");
  }

  List<Asked> asked() {
    return asked;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
