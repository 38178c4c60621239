package dev.rolegate.auth.issuer;

import dev.rolegate.auth.SigningAlgorithm;
import dev.rolegate.auth.VerificationKeys;
import dev.rolegate.auth.issuer.PublishedKeys.Fetched;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys that an issuer publishes for its one algorithm. They are fetched in the background again
 * and again; the last good set is used, and kept on disk, for as long as there is no newer one. A
 * key that is here is found without lock or I/O; one that is not leads to at most one fetch in 30
 * seconds, however many ask. Thread-safe.
 */
public final class IssuerKeys implements VerificationKeys, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(IssuerKeys.class);
  private static final Duration RETRY_WITHOUT_KEYS = Duration.ofSeconds(1);
  private static final Duration RETRY_WITH_KEYS = Duration.ofSeconds(30);

  private final String issuer;
  private final SigningAlgorithm algorithm;
  private final Duration ttl;
  private final InstantSource clock;
  private final PublishedKeys published;
  private final KeySetFile file;
  private final BackgroundRefresh refresh;
  private volatile @Nullable Held held;
  private volatile @Nullable Failure failure;
  private volatile boolean closed;
  private List<JwkSet.Skipped> reported = List.of();

  private IssuerKeys(String issuer, KeySource.Fetched source, InstantSource clock) {
    this.issuer = issuer;
    this.algorithm = source.algorithm();
    this.ttl = source.ttl();
    this.clock = clock;
    this.published = new PublishedKeys(issuer, algorithm, source.jwksUrl(), source.trust());
    this.file = new KeySetFile(source.file(), issuer, algorithm);
    this.refresh = new BackgroundRefresh("issuer-keys", this::refresh, clock);
  }

  /** Takes up what is kept on disk and begins to fetch; does not wait for the issuer. */
  static IssuerKeys open(String issuer, KeySource.Fetched source, InstantSource clock) {
    var keys = new IssuerKeys(issuer, source, clock);
    var kept = keys.file.read();
    if (kept != null) {
      keys.held = Held.of(kept.set(), kept.obtainedAt(), 0);
      log.info("Verifying with the keys of {} kept since {}", issuer, kept.obtainedAt());
    }
    keys.refresh.start();
    return keys;
  }

  private record Held(
      JwkSet set, Map<String, Lookup.Found> byKid, Instant obtainedAt, long generation) {
    static Held of(JwkSet set, Instant obtainedAt, long generation) {
      var byKid = new HashMap<String, Lookup.Found>();
      set.keys().forEach((kid, key) -> byKid.put(kid, new Lookup.Found(key.verifying())));
      return new Held(set, Map.copyOf(byKid), obtainedAt, generation);
    }

    /**
     * The next set: a generation on when it lacks a key of this one, or has another in its place.
     */
    Held then(JwkSet next, Instant obtainedAt) {
      var gone = !next.keys().entrySet().containsAll(set.keys().entrySet());
      return of(next, obtainedAt, gone ? generation + 1 : generation);
    }
  }

  /** Why the last fetch brought nothing: when it was, and a sentence for the operator. */
  public record Failure(Instant at, String why) {}

  @Override
  public Lookup find(String kid) {
    var found = known(kid);
    if (found == null) {
      refresh.await();
      found = known(kid);
    }
    if (found != null) {
      return found;
    }
    return held == null
        ? new Lookup.Unavailable("no key of the issuer was ever obtained")
        : new Lookup.Unknown();
  }

  private Lookup.@Nullable Found known(String kid) {
    var now = held;
    return now == null ? null : now.byKid.get(kid);
  }

  @Override
  public long generation() {
    var now = held;
    return now == null ? 0 : now.generation;
  }

  /** How long ago the issuer gave the keys in use; null when it never did. */
  public @Nullable Duration age() {
    var now = held;
    if (now == null) {
      return null;
    }
    var age = Duration.between(now.obtainedAt, clock.instant());
    return age.isNegative() ? Duration.ZERO : age;
  }

  /** Why the last fetch brought nothing; null when it brought keys, or none has ended yet. */
  public @Nullable Failure failure() {
    return failure;
  }

  private Duration refresh() throws InterruptedException {
    return switch (published.fetch()) {
      case Fetched.Failed(var why) -> failed(why);
      case Fetched.Obtained(var set, var from) -> {
        report(set.skipped());
        yield set.keys().isEmpty()
            ? failed(from + " holds no key that verifies " + algorithm)
            : obtained(set);
      }
    };
  }

  private Duration obtained(JwkSet set) {
    var before = held;
    var now = clock.instant();
    held = before == null ? Held.of(set, now, 0) : before.then(set, now);
    if (before == null || failure != null || !before.set.keys().equals(set.keys())) {
      log.info("Verifying with the keys {} of {}", set.keys().keySet(), issuer);
    }
    failure = null;
    file.write(new KeySetFile.Kept(set, now));
    return ttl;
  }

  private Duration failed(String why) {
    var before = failure;
    failure = new Failure(clock.instant(), why);
    if (!closed && (before == null || !before.why.equals(why))) {
      log.warn(
          "The keys of {} cannot be refreshed, {}: {}",
          issuer,
          held == null ? "and there are none yet" : "so the last ones stay in use",
          why);
    }
    var retry = held == null ? RETRY_WITHOUT_KEYS : RETRY_WITH_KEYS;
    return retry.compareTo(ttl) < 0 ? retry : ttl;
  }

  /** Once for each change, or the log would be full of it. */
  private void report(List<JwkSet.Skipped> skipped) {
    if (skipped.equals(reported)) {
      return;
    }
    reported = skipped;
    for (var one : skipped) {
      if (one.exposed()) {
        log.error("{} (issuer {})", one.sentence(), issuer);
      } else {
        log.warn("{}, so it is not used (issuer {})", one.sentence(), issuer);
      }
    }
  }

  /** Ends the fetching; the keys that are here stay in use. Further calls do nothing. */
  @Override
  public void close() {
    closed = true;
    refresh.close();
    published.close();
  }
}
