package dev.rolegate.agent.chat;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.langchain4j.exception.HttpException;
import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParser;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * How a model is reached: nothing is read without end, no redirect is followed, for the key would
 * go along, and what runs can be broken off at any moment, which the library's own client cannot
 * before the first piece came. Thread-safe.
 */
final class ModelHttp implements HttpClient, AutoCloseable {
  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final int LONGEST_ANSWER = 8 * 1024 * 1024;
  private static final int LONGEST_ERROR = 64 * 1024;

  private final java.net.http.HttpClient http =
      java.net.http.HttpClient.newBuilder()
          .connectTimeout(CONNECT)
          .followRedirects(java.net.http.HttpClient.Redirect.NEVER)
          // Servers on one's own machine often answer an upgrade to HTTP/2 with an error.
          .version(java.net.http.HttpClient.Version.HTTP_1_1)
          .build();
  private final Set<Thread> running = ConcurrentHashMap.newKeySet();
  private volatile Runnable ended = () -> {};

  /** More came than a model says. */
  static final class TooLong extends IOException {
    private static final long serialVersionUID = 1;
  }

  @Override
  public SuccessfulHttpResponse execute(HttpRequest request) {
    throw new UnsupportedOperationException("a chat asks for streams only");
  }

  @Override
  public void execute(
      HttpRequest request, ServerSentEventParser parser, ServerSentEventListener listener) {
    // Of this request: the thread of one that has its answer may still run when the next begins.
    var last = ended;
    var thread =
        Thread.ofVirtual()
            .name("model")
            .unstarted(() -> {
              run(request, parser, listener);
              last.run();
            });
    running.add(thread);
    thread.start();
  }

  /**
   * What to do when a stream that begins from now on has ended, and the listener was told all of
   * it: not every vendor's listener notices that the end is missing.
   */
  void whenEnded(Runnable next) {
    ended = next;
  }

  /** Breaks off what runs. */
  void breakOff() {
    running.forEach(Thread::interrupt);
  }

  /** Hands this client to a model. */
  HttpClientBuilder builder() {
    return new Builder(this);
  }

  @Override
  public void close() {
    breakOff();
    http.shutdownNow();
  }

  private void run(
      HttpRequest request, ServerSentEventParser parser, ServerSentEventListener listener) {
    try {
      var response = http.send(translated(request), BodyHandlers.ofInputStream());
      if (response.statusCode() / 100 != 2) {
        throw new HttpException(response.statusCode(), errorText(response));
      }
      try (var body = new Bounded(response.body())) {
        listener.onOpen(
            SuccessfulHttpResponse.builder()
                .statusCode(response.statusCode())
                .headers(response.headers().map())
                .build());
        parser.parse(body, listener);
        listener.onClose();
      }
    } catch (InterruptedException | IOException | RuntimeException e) {
      listener.onError(e);
    } finally {
      running.remove(Thread.currentThread());
    }
  }

  private static java.net.http.HttpRequest translated(HttpRequest request) {
    var body = request.body();
    var translated =
        java.net.http.HttpRequest.newBuilder(URI.create(request.url()))
            .method(
                request.method().name(),
                body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    request
        .headers()
        .forEach((name, values) -> values.forEach(value -> translated.header(name, value)));
    return translated.build();
  }

  private static String errorText(HttpResponse<InputStream> response) throws IOException {
    try (var body = response.body()) {
      return new String(body.readNBytes(LONGEST_ERROR), UTF_8);
    }
  }

  private static final class Bounded extends FilterInputStream {
    private long left = LONGEST_ANSWER;

    Bounded(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      return counted(super.read(), 1);
    }

    @Override
    public int read(byte[] into, int from, int most) throws IOException {
      var got = super.read(into, from, most);
      return counted(got, Math.max(got, 0));
    }

    private int counted(int result, int bytes) throws IOException {
      left -= bytes;
      if (left < 0) {
        throw new TooLong();
      }
      return result;
    }
  }

  /** The library sets times by it; here the conversation keeps them. */
  private record Builder(ModelHttp http) implements HttpClientBuilder {
    @Override
    public @Nullable Duration connectTimeout() {
      return CONNECT;
    }

    @Override
    public HttpClientBuilder connectTimeout(@Nullable Duration ignored) {
      return this;
    }

    @Override
    public @Nullable Duration readTimeout() {
      return null;
    }

    @Override
    public HttpClientBuilder readTimeout(@Nullable Duration ignored) {
      return this;
    }

    @Override
    public HttpClient build() {
      return Objects.requireNonNull(http);
    }
  }
}
