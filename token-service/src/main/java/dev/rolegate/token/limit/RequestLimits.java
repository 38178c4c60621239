package dev.rolegate.token.limit;

import dev.rolegate.auth.http.NetworkAddress;
import dev.rolegate.auth.limit.Buckets;
import dev.rolegate.auth.limit.RateLimit;
import dev.rolegate.database.Database;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says how often clients may ask, fail and be given tokens. When the counts cannot be read nothing
 * is allowed: the clients are in the same database, so there is nothing to gain by going on.
 * Thread-safe.
 */
public final class RequestLimits {
  private static final Logger log = LoggerFactory.getLogger(RequestLimits.class);

  private final Map<Limit, Counts> counts;
  private final MeterRegistry metrics;

  private RequestLimits(Map<Limit, Counts> counts, MeterRegistry metrics) {
    this.counts = Map.copyOf(counts);
    this.metrics = metrics;
    // From the start, so that the first refusal is seen as a change.
    List.of(Limit.values()).forEach(this::refusals);
  }

  /**
   * Counted in memory, for the one token service on its database.
   *
   * @param nanos never goes back, such as {@code System::nanoTime}
   */
  public static RequestLimits inMemory(
      TokenLimits limits, LongSupplier nanos, MeterRegistry metrics) {
    return new RequestLimits(counts(limits, nanos, (_, own) -> new LocalCounts(own)), metrics);
  }

  /** Counted in a PostgreSQL database, for all token services on it. */
  public static RequestLimits shared(
      TokenLimits limits,
      Database database,
      InstantSource clock,
      LongSupplier nanos,
      MeterRegistry metrics) {
    return new RequestLimits(
        counts(limits, nanos, (rate, own) -> new SharedCounts(rate, database, clock, own)),
        metrics);
  }

  private static Map<Limit, Counts> counts(
      TokenLimits limits,
      LongSupplier nanos,
      BiFunction<RateLimit, Buckets<CountKey>, Counts> kind) {
    var all = new EnumMap<Limit, Counts>(Limit.class);
    for (var limit : Limit.values()) {
      var rate = limits.of(limit);
      if (rate != null) {
        all.put(limit, kind.apply(rate, new Buckets<>(rate, limit.most(), nanos)));
      }
    }
    return all;
  }

  /** What is said about a request. */
  public sealed interface Verdict {
    /** Not too often. */
    record Passed() implements Verdict {}

    /** Too often; at least so long to wait. */
    record Exceeded(Limit limit, Duration retryAfter) implements Verdict {}

    /** The counts cannot be read. */
    record Undecided() implements Verdict {}
  }

  /** A request has come, of which nothing is read yet. */
  public Verdict arriving(NetworkAddress from) {
    return asked(Limit.REQUESTS, counts -> counts.take(CountKey.of(Limit.REQUESTS, from.text())));
  }

  /**
   * A client is about to prove who it is; to be asked before anything is hashed. While the pair of
   * id and address has failed too often, a right secret is refused, too: else a guesser would learn
   * from the one answer that differs that it is right. From elsewhere the client still gets in.
   */
  public Verdict authenticating(String clientId, NetworkAddress from) {
    return asked(Limit.FAILURES, counts -> counts.look(pair(clientId, from)));
  }

  /**
   * It could not prove it, whether there is such a client or not. Requests that were under way
   * together all count, also beyond the limit: guessing in parallel gains nothing in the end.
   */
  public Verdict failed(String clientId, NetworkAddress from) {
    return asked(
        Limit.FAILURES,
        counts -> {
          counts.force(pair(clientId, from));
          return null;
        });
  }

  /** A client that was authenticated asks for a token. */
  public Verdict issuing(String clientId) {
    return asked(Limit.TOKENS, counts -> counts.take(CountKey.of(Limit.TOKENS, clientId)));
  }

  private Verdict asked(Limit limit, Function<Counts, @Nullable Duration> question) {
    var ofLimit = counts.get(limit);
    if (ofLimit == null) {
      return new Verdict.Passed();
    }
    try {
      var wait = question.apply(ofLimit);
      if (wait == null) {
        return new Verdict.Passed();
      }
      refusals(limit).increment();
      return new Verdict.Exceeded(limit, wait);
    } catch (JdbiException e) {
      log.warn("The rate limits cannot be read, so requests are answered 503", e);
      return new Verdict.Undecided();
    }
  }

  private Counter refusals(Limit limit) {
    return Counter.builder("rolegate.rate.limited")
        .description("Requests that were refused for being too often, by limit")
        .tag("limit", limit.reason())
        .register(metrics);
  }

  private static CountKey pair(String clientId, NetworkAddress from) {
    return CountKey.of(Limit.FAILURES, clientId, from.text());
  }
}
