package dev.rolegate.auth.anchor;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The far side of {@code AUDIT_ANCHOR_URL}: says of each request whatever a test wants. */
public final class Receiver implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 60;

  private final HttpServer server;
  private final BlockingQueue<Post> posts = new LinkedBlockingQueue<>();
  private volatile Answer answer = exchange -> exchange.sendResponseHeaders(204, -1);

  /** A request as it came. */
  public record Post(String method, String path, String type, String agent, String body) {}

  /** What is said to it. */
  @FunctionalInterface
  public interface Answer {
    void to(HttpExchange exchange) throws IOException, InterruptedException;
  }

  public Receiver() {
    this(0);
  }

  /** On the port of one that is gone. */
  public Receiver(int port) {
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

  public int port() {
    return server.getAddress().getPort();
  }

  public URI url() {
    return URI.create("http://127.0.0.1:" + port() + "/anchors");
  }

  public Receiver answering(Answer answer) {
    this.answer = answer;
    return this;
  }

  public Receiver answering(int status) {
    return answering(exchange -> exchange.sendResponseHeaders(status, -1));
  }

  /** The next request, which may be still to come. */
  public Post next() throws InterruptedException {
    var post = posts.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    if (post == null) {
      throw new AssertionError("nothing came");
    }
    return post;
  }

  /** How many came beside those that were asked for. */
  public int waiting() {
    return posts.size();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      var headers = exchange.getRequestHeaders();
      posts.add(
          new Post(
              exchange.getRequestMethod(),
              exchange.getRequestURI().getPath(),
              headers.getFirst("Content-Type"),
              headers.getFirst("User-Agent"),
              new String(exchange.getRequestBody().readAllBytes(), UTF_8)));
      answer.to(exchange);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
