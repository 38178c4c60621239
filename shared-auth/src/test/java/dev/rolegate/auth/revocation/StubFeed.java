package dev.rolegate.auth.revocation;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.rolegate.auth.config.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * A feed of revocations that a test fills, breaks or replaces. Holds requests, but not for long.
 */
final class StubFeed implements AutoCloseable {
  static final Secret TOKEN = Secret.of("9fKq2mXw7LzR4tYb8NcJ5sHd3GfPaE6u");
  private static final Pattern ASKED = Pattern.compile("after=([0-9]+)&wait=([0-9]+)");
  private static final int PAGE = 2;
  private static final long HELD_MILLIS = 300;

  private final HttpServer server;
  private final List<String> things = new ArrayList<>();
  private String log = "log-1";
  private long time;
  private int status = 200;
  private String raw = "";
  private long answers;

  StubFeed(long time) {
    this(time, 0);
  }

  StubFeed(long time, int port) {
    this.time = time;
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

  URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/feed");
  }

  /** One more entry; JSON without seq, {@code '} for the quotation mark. */
  synchronized void add(String thing) {
    things.add(thing.replace('\'', '"'));
    notifyAll();
  }

  /** Another log, with these entries. */
  synchronized void replace(String id, List<String> entries) {
    log = id;
    things.clear();
    entries.forEach(this::add);
  }

  /** What it answers instead of the truth; an empty text: its status only. */
  synchronized void breakWith(int newStatus, String body) {
    status = newStatus;
    raw = body;
    notifyAll();
  }

  synchronized void mend() {
    status = 200;
    raw = "";
  }

  synchronized void setTime(long seconds) {
    time = seconds;
  }

  /** Waits until it has answered so often more from now on. */
  synchronized void awaitAnswers(int more) throws InterruptedException {
    for (var until = answers + more; answers < until; ) {
      wait(60_000);
    }
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      var good =
          ("Bearer " + TOKEN.text()).equals(exchange.getRequestHeaders().getFirst("Authorization"));
      var asked = ASKED.matcher(String.valueOf(exchange.getRequestURI().getQuery()));
      if (!good || !asked.matches()) {
        exchange.sendResponseHeaders(good ? 400 : 401, -1);
        return;
      }
      var body = answer(Long.parseLong(asked.group(1)), !asked.group(2).equals("0"));
      exchange.getResponseHeaders().set("Location", "/elsewhere");
      exchange.sendResponseHeaders(body.status, body.bytes.length == 0 ? -1 : body.bytes.length);
      exchange.getResponseBody().write(body.bytes);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @SuppressWarnings("ArrayRecordComponent")
  private record Body(int status, byte[] bytes) {}

  private synchronized Body answer(long after, boolean held) throws InterruptedException {
    var end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(HELD_MILLIS);
    var known = log;
    for (var left = HELD_MILLIS;
        held && left > 0 && after == things.size() && isWell() && log.equals(known); ) {
      wait(left);
      left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
    }
    answers++;
    notifyAll();
    if (!isWell()) {
      return new Body(status, raw.replace('\'', '"').getBytes(UTF_8));
    }
    var from = (int) Math.min(after, things.size());
    var to = Math.min(from + PAGE, things.size());
    return new Body(
        200,
        "{\"log\":\"%s\",\"revocations\":%s,\"seq\":%d,\"more\":%s,\"longest_lifetime\":3600,\"time\":%d}"
            .formatted(log, things.subList(from, to), to, to < things.size(), time)
            .getBytes(UTF_8));
  }

  private synchronized boolean isWell() {
    return status == 200 && raw.isEmpty();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
