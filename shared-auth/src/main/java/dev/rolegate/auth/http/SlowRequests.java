package dev.rolegate.auth.http;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpParser;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.internal.HttpConnection;
import org.eclipse.jetty.util.component.AbstractLifeCycle;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Closes connections whose request does not become complete in time. Jetty's idle timeout begins
 * anew with every byte, so one byte now and then would hold a connection for ever (CVE-2007-6750).
 * Thread-safe.
 */
final class SlowRequests extends AbstractLifeCycle implements Connection.Listener {
  /**
   * How long each part of a request may take, from its first byte.
   *
   * @param header to the end of the header fields
   * @param whole to the end of the body
   * @param between without a first byte; Jetty's idle timeout closes silent ones before that
   */
  record Limits(Duration header, Duration whole, Duration between) {}

  private record Wait(long requests, long since) {}

  private final Scheduler scheduler;
  private final Limits limits;
  private final long sweepMillis;
  private final Map<HttpConnection, Wait> waits = new ConcurrentHashMap<>();

  SlowRequests(Scheduler scheduler, Limits limits) {
    this.scheduler = scheduler;
    this.limits = limits;
    this.sweepMillis = Math.clamp(limits.header().toMillis() / 10, 1, 1000);
  }

  @Override
  protected void doStart() {
    scheduleNext();
  }

  @Override
  public void onOpened(Connection connection) {
    if (connection instanceof HttpConnection http) {
      waits.put(http, new Wait(0, System.nanoTime()));
    }
  }

  @Override
  public void onClosed(Connection connection) {
    if (connection instanceof HttpConnection http) {
      waits.remove(http);
    }
  }

  private void scheduleNext() {
    var _ = scheduler.schedule(this::sweep, sweepMillis, TimeUnit.MILLISECONDS);
  }

  private void sweep() {
    if (!isRunning()) {
      return;
    }
    var now = System.nanoTime();
    try {
      waits.replaceAll((connection, wait) -> check(connection, wait, now));
    } finally {
      scheduleNext();
    }
  }

  private Wait check(HttpConnection connection, Wait wait, long now) {
    var parser = connection.getParser();
    var state = parser.getState();
    if (state == HttpParser.State.START) {
      var requests = connection.getMessagesIn();
      if (requests != wait.requests) {
        return new Wait(requests, now);
      }
      closeIfOver(connection, now - wait.since, limits.between());
    } else if (state.compareTo(HttpParser.State.CONTENT) < 0) {
      closeIfOver(connection, now - parser.getBeginNanoTime(), limits.header());
    } else if (state.compareTo(HttpParser.State.END) < 0) {
      closeIfOver(connection, now - parser.getBeginNanoTime(), limits.whole());
    }
    return wait;
  }

  private static void closeIfOver(HttpConnection connection, long nanos, Duration limit) {
    if (nanos > limit.toNanos()) {
      connection.getEndPoint().close(new TimeoutException("request not complete in time"));
    }
  }
}
