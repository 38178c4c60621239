package dev.rolegate.agent;

import java.net.Authenticator;
import java.net.CookieHandler;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.PushPromiseHandler;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/** An HTTP client that is another one, except for what a subclass does with requests. */
abstract class HttpClientAround extends HttpClient {
  private final HttpClient around;

  HttpClientAround(HttpClient around) {
    this.around = around;
  }

  final HttpClient around() {
    return around;
  }

  /** For whoever wants to build the client itself: whatever is set, this one is built. */
  final HttpClient.Builder builder() {
    return new Built(this);
  }

  @Override
  public <T> HttpResponse<T> send(HttpRequest request, BodyHandler<T> handler) {
    throw new UnsupportedOperationException("the SDK asks asynchronously only");
  }

  @Override
  public <T> CompletableFuture<HttpResponse<T>> sendAsync(
      HttpRequest request, BodyHandler<T> handler, @Nullable PushPromiseHandler<T> pushes) {
    return sendAsync(request, handler);
  }

  @Override
  public Optional<CookieHandler> cookieHandler() {
    return around.cookieHandler();
  }

  @Override
  public Optional<Duration> connectTimeout() {
    return around.connectTimeout();
  }

  @Override
  public Redirect followRedirects() {
    return around.followRedirects();
  }

  @Override
  public Optional<ProxySelector> proxy() {
    return around.proxy();
  }

  @Override
  public SSLContext sslContext() {
    return around.sslContext();
  }

  @Override
  public SSLParameters sslParameters() {
    return around.sslParameters();
  }

  @Override
  public Optional<Authenticator> authenticator() {
    return around.authenticator();
  }

  @Override
  public Version version() {
    return around.version();
  }

  @Override
  public Optional<Executor> executor() {
    return around.executor();
  }

  @Override
  public void shutdownNow() {
    around.shutdownNow();
  }

  private record Built(HttpClient client) implements HttpClient.Builder {
    @Override
    public Builder cookieHandler(CookieHandler handler) {
      return this;
    }

    @Override
    public Builder connectTimeout(Duration duration) {
      return this;
    }

    @Override
    public Builder sslContext(SSLContext context) {
      return this;
    }

    @Override
    public Builder sslParameters(SSLParameters parameters) {
      return this;
    }

    @Override
    public Builder executor(Executor executor) {
      return this;
    }

    @Override
    public Builder followRedirects(Redirect policy) {
      return this;
    }

    @Override
    public Builder version(Version version) {
      return this;
    }

    @Override
    public Builder priority(int priority) {
      return this;
    }

    @Override
    public Builder proxy(ProxySelector selector) {
      return this;
    }

    @Override
    public Builder authenticator(Authenticator authenticator) {
      return this;
    }

    @Override
    public HttpClient build() {
      return client;
    }
  }
}
