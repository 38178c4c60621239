package dev.rolegate.examples.weathertime;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;

/** Stands where OpenWeatherMap would, and behaves as a test says. Notes what it was asked. */
final class StubWeather implements AutoCloseable {
  /** What it does with a request. */
  interface Behaviour {
    void answer(HttpExchange exchange, CountDownLatch end) throws IOException;
  }

  /** A request: method, path with query, and every header. */
  record Asked(String target, String headers) {}

  private final HttpServer http;
  private final CountDownLatch end = new CountDownLatch(1);
  private final List<Asked> asked = new CopyOnWriteArrayList<>();

  StubWeather(Behaviour behaviour) {
    try {
      http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    http.createContext(
        "/",
        exchange -> {
          asked.add(
              new Asked(
                  exchange.getRequestMethod() + " " + exchange.getRequestURI(),
                  exchange.getRequestHeaders().entrySet().toString()));
          try (exchange) {
            behaviour.answer(exchange, end);
          }
        });
    http.start();
  }

  static Behaviour says(int status, String body) {
    return (exchange, _) -> {
      var bytes = body.getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(status, bytes.length);
      exchange.getResponseBody().write(bytes);
    };
  }

  static Behaviour saysNothing() {
    return (_, end) -> await(end);
  }

  /** One byte, and then never the next. */
  static Behaviour drips() {
    return (exchange, end) -> {
      exchange.sendResponseHeaders(200, 1_000);
      exchange.getResponseBody().write('{');
      exchange.getResponseBody().flush();
      await(end);
    };
  }

  static Behaviour sendsElsewhere(String url) {
    return (exchange, _) -> {
      exchange.getResponseHeaders().set("Location", url);
      exchange.sendResponseHeaders(302, -1);
    };
  }

  String url() {
    return "http://localhost:" + http.getAddress().getPort();
  }

  List<Asked> asked() {
    return List.copyOf(asked);
  }

  @Override
  public void close() {
    end.countDown();
    http.stop(0);
  }

  private static void await(CountDownLatch end) {
    try {
      end.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
