package dev.rolegate.mcp.transport;

import io.javalin.http.Context;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A {@code text/event-stream} answer (WHATWG HTML §9.2), written by the thread of its request,
 * which stays until the stream ends. A client that does not read is cut off rather than waited for.
 * Thread-safe.
 */
final class EventStream {
  /** Often enough to notice a client that is gone, and to keep proxies from giving up. */
  private static final long PING_SECONDS = 15;

  static final String TYPE = "text/event-stream";

  private static final int MOST_WAITING = 64;
  private static final byte[] PING = ": ping\n\n".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] END = {};

  private final BlockingQueue<byte[]> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
  private volatile boolean closed;

  /** Queues an event; false when the stream has ended, or ends now because nobody reads it. */
  boolean send(String event, byte[] data) {
    if (closed) {
      return false;
    }
    if (waiting.offer(frame(event, data))) {
      return !closed;
    }
    close();
    return false;
  }

  /** Ends the stream after what is queued. Further calls do nothing. */
  void close() {
    closed = true;
    // When the queue is full the writer finds out by itself after the next event.
    var _ = waiting.offer(END);
  }

  /** Writes until the stream is closed or the client is gone. */
  void writeTo(Context ctx) {
    try {
      begin(ctx);
      var out = ctx.res().getOutputStream();
      while (true) {
        var frame = waiting.poll(PING_SECONDS, TimeUnit.SECONDS);
        if (frame == null ? closed : frame.length == 0) {
          return;
        }
        out.write(frame == null ? PING : frame);
        out.flush();
      }
    } catch (IOException e) {
      // The client is gone; that is how most streams end.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      closed = true;
    }
  }

  /** Makes the response a stream. */
  static void begin(Context ctx) throws IOException {
    ctx.contentType(TYPE);
    ctx.header("Cache-Control", "no-store");
    ctx.header("X-Accel-Buffering", "no");
    ctx.res().flushBuffer();
  }

  /** Writes one event to a stream that has begun. */
  static void write(Context ctx, String event, byte[] data) throws IOException {
    var out = ctx.res().getOutputStream();
    out.write(frame(event, data));
    out.flush();
  }

  /** Looks whether the client of a stream that has begun is still there. */
  static void ping(Context ctx) throws IOException {
    var out = ctx.res().getOutputStream();
    out.write(PING);
    out.flush();
  }

  /** JSON holds no line break, so one data line carries it. */
  private static byte[] frame(String event, byte[] data) {
    var head = ("event: " + event + "\ndata: ").getBytes(StandardCharsets.UTF_8);
    var frame = new byte[head.length + data.length + 2];
    System.arraycopy(head, 0, frame, 0, head.length);
    System.arraycopy(data, 0, frame, head.length, data.length);
    frame[frame.length - 2] = '\n';
    frame[frame.length - 1] = '\n';
    return frame;
  }
}
