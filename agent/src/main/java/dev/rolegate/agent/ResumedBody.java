package dev.rolegate.agent;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The event stream of one request. A server may end it before it has answered and be asked for the
 * rest (MCP 2025-11-25, SEP-1699); the SDK, which reads here, sees one stream that goes on.
 */
final class ResumedBody<T> implements BodySubscriber<T> {
  private static final int MOST_PIECES = 100;

  private final BodySubscriber<T> reader;
  private final HttpClient client;
  private final HttpRequest request;
  private final StreamReader seen = new StreamReader();

  // What the reader wants and has not got, and from where it comes now.
  private long wanted;
  private Flow.@Nullable Subscription source;
  private boolean cancelled;
  private int pieces;

  ResumedBody(BodySubscriber<T> reader, HttpClient client, HttpRequest request) {
    this.reader = reader;
    this.client = client;
    this.request = request;
  }

  @Override
  public CompletionStage<T> getBody() {
    return reader.getBody();
  }

  @Override
  public void onSubscribe(Flow.Subscription subscription) {
    source = subscription;
    reader.onSubscribe(new Wants());
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    take(buffers);
  }

  @Override
  public void onError(Throwable thrown) {
    reader.onError(thrown);
  }

  @Override
  public void onComplete() {
    end();
  }

  private void take(List<ByteBuffer> buffers) {
    buffers.forEach(seen::read);
    synchronized (this) {
      wanted--;
    }
    reader.onNext(buffers);
  }

  private void end() {
    var last = seen.lastId();
    if (seen.answered() || last == null || last.isEmpty() || isOver()) {
      reader.onComplete();
      return;
    }
    CompletableFuture.delayedExecutor(
            seen.pause().toMillis(), TimeUnit.MILLISECONDS, Threads.each("resume"))
        .execute(() -> resume(last));
  }

  private synchronized boolean isOver() {
    return cancelled || ++pieces > MOST_PIECES;
  }

  private void resume(String lastId) {
    var next =
        HttpRequest.newBuilder(request, (name, _) -> !name.equalsIgnoreCase("Content-Type"))
            .GET()
            .setHeader("Accept", "text/event-stream")
            .setHeader("Last-Event-ID", lastId)
            .build();
    var _ =
        client
            .sendAsync(next, info -> new Piece(info.statusCode() == 200))
            .whenComplete((_, thrown) -> {
              if (thrown != null) {
                reader.onError(thrown);
              }
            });
  }

  /** What the reader asks for goes to where bytes come from now. */
  private final class Wants implements Flow.Subscription {
    @Override
    public void request(long more) {
      Flow.@Nullable Subscription now;
      synchronized (ResumedBody.this) {
        wanted = wanted + more < 0 ? Long.MAX_VALUE : wanted + more;
        now = source;
      }
      if (now != null) {
        now.request(more);
      }
    }

    @Override
    public void cancel() {
      Flow.@Nullable Subscription now;
      synchronized (ResumedBody.this) {
        cancelled = true;
        now = source;
      }
      if (now != null) {
        now.cancel();
      }
    }
  }

  /** One more piece of the stream. */
  private final class Piece implements BodySubscriber<Boolean> {
    private final boolean good;
    private final CompletableFuture<Boolean> body = new CompletableFuture<>();
    private Flow.@Nullable Subscription own;

    Piece(boolean good) {
      this.good = good;
    }

    @Override
    public CompletionStage<Boolean> getBody() {
      return body;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      own = subscription;
      long open;
      synchronized (ResumedBody.this) {
        source = subscription;
        open = wanted;
        if (cancelled || !good) {
          open = -1;
        }
      }
      if (open < 0) {
        subscription.cancel();
        body.completeExceptionally(new IOException("the rest of the answer was refused"));
      } else if (open > 0) {
        subscription.request(open);
      }
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
      take(buffers);
      if (seen.answered() && own != null) {
        // A server may leave this stream open for ever; nothing more is wanted of it.
        own.cancel();
        onComplete();
      }
    }

    @Override
    public void onError(Throwable thrown) {
      body.completeExceptionally(thrown);
    }

    @Override
    public void onComplete() {
      body.complete(true);
      end();
    }
  }
}
