package dev.rolegate.agent;

import dev.rolegate.auth.config.Secret;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The living token for one server. It is renewed when four fifths of its life are over, by the next
 * call and without making that call wait; calls wait only when there is no token that lives. A
 * renewal that fails is tried again while the old one lasts. Thread-safe; at most one request is
 * under way.
 */
final class Tokens {
  private static final Duration BETWEEN_FAILURES = Duration.ofSeconds(5);
  private static final Executor THREADS = Threads.each("token");

  private final Supplier<Grant> ask;
  private final InstantSource clock;

  private @Nullable Held held;
  private @Nullable CompletableFuture<Secret> renewal;
  private Instant notBefore = Instant.MIN;

  Tokens(Supplier<Grant> ask, InstantSource clock) {
    this.ask = ask;
    this.clock = clock;
  }

  private record Held(Secret token, Instant renew, Instant end) {}

  /** There is no token; the message says why. */
  static final class NoToken extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final boolean unreached;

    NoToken(Grant.Refused why) {
      super(why.sentence(), null, false, false);
      this.unreached = why.unreached();
    }

    boolean unreached() {
      return unreached;
    }
  }

  /** A token that lives, as far as the clock can tell. Fails with {@link NoToken}. */
  synchronized CompletableFuture<Secret> current() {
    var now = clock.instant();
    if (held == null || !now.isBefore(held.end())) {
      return renew();
    }
    var living = held;
    if (!now.isBefore(living.renew()) && !now.isBefore(notBefore)) {
      var _ = renew();
    }
    return CompletableFuture.completedFuture(living.token());
  }

  /** Another one than this, which a server did not accept. */
  synchronized CompletableFuture<Secret> instead(Secret refused) {
    if (held != null && held.token() == refused) {
      held = null;
    }
    return held == null ? renew() : CompletableFuture.completedFuture(held.token());
  }

  private CompletableFuture<Secret> renew() {
    if (renewal == null) {
      var asked = CompletableFuture.supplyAsync(ask, THREADS).handle(this::take);
      renewal = asked.isDone() ? null : asked;
      return asked;
    }
    return renewal;
  }

  private synchronized Secret take(@Nullable Grant grant, @Nullable Throwable thrown) {
    renewal = null;
    var now = clock.instant();
    return switch (grant) {
      case null -> throw new CompletionException("asking for a token failed", thrown);
      case Grant.Granted(var token, var life, var _) -> {
        held = new Held(token, now.plus(life.multipliedBy(4).dividedBy(5)), now.plus(life));
        yield token;
      }
      case Grant.Refused refused -> {
        notBefore = now.plus(BETWEEN_FAILURES);
        throw new CompletionException(new NoToken(refused));
      }
    };
  }
}
