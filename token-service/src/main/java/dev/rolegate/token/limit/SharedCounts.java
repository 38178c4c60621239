package dev.rolegate.token.limit;

import dev.rolegate.auth.limit.Buckets;
import dev.rolegate.auth.limit.RateLimit;
import dev.rolegate.database.Database;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;

/**
 * In a PostgreSQL database, for all token services on it: the moment at which a bucket is full
 * again is the whole bucket (the generic cell rate algorithm of ITU-T I.371), so one statement
 * takes from it, however many take at once. The services' clocks must agree as tokens ask of them
 * anyway; one that was set back locks nobody for longer than ten periods. Thread-safe.
 */
final class SharedCounts implements Counts {
  private static final int LONGEST_DEBT = 10;
  private static final Duration BETWEEN_SWEEPS = Duration.ofMinutes(1);

  private static final String FULL = "least(greatest(rate_limits.full_at, :now), :now + :debt)";
  private static final String INSERT =
      "insert into rate_limits (id, full_at) values (:id, :now + :cost)"
          + " on conflict (id) do update set full_at = ";
  private static final String TAKE =
      INSERT + FULL + " + :cost where " + FULL + " + :cost <= :now + :burst returning full_at";
  private static final String FORCE = INSERT + "least(" + FULL + " + :cost, :now + :debt)";
  private static final String LOOK = "select " + FULL + " from rate_limits where id = :id";

  private final Database database;
  private final InstantSource clock;
  private final Buckets<CountKey> own;
  private final long cost;
  private final long burst;
  private final AtomicReference<Instant> nextSweep = new AtomicReference<>(Instant.MIN);

  /**
   * @param own what this process alone let through; who is beyond the limit here is beyond it
   *     everywhere, and a flood of those never reaches the database
   */
  SharedCounts(RateLimit rate, Database database, InstantSource clock, Buckets<CountKey> own) {
    this.database = database;
    this.clock = clock;
    this.own = own;
    this.cost = Math.max(1, rate.period().dividedBy(Duration.of(rate.count(), ChronoUnit.MICROS)));
    this.burst = cost * rate.count();
  }

  @Override
  public @Nullable Duration take(CountKey key) {
    var wait = own.take(key);
    if (wait != null) {
      return wait;
    }
    sweep();
    return database.tally(handle -> {
      var now = now();
      var taken = bound(handle.createQuery(TAKE), key, now).mapTo(Long.class).findOne();
      return taken.isPresent()
          ? null
          : Objects.requireNonNullElse(wait(handle, key, now), Duration.ZERO);
    });
  }

  @Override
  public @Nullable Duration look(CountKey key) {
    return database.tally(handle -> wait(handle, key, now()));
  }

  @Override
  public void force(CountKey key) {
    sweep();
    var _ = database.tally(handle -> bound(handle.createUpdate(FORCE), key, now()).execute());
  }

  private @Nullable Duration wait(Handle handle, CountKey key, long now) {
    var full = bound(handle.createQuery(LOOK), key, now).mapTo(Long.class).findOne();
    var micros = full.orElse(now) + cost - burst - now;
    return micros <= 0 ? null : Duration.of(micros, ChronoUnit.MICROS);
  }

  private <S extends SqlStatement<S>> S bound(S statement, CountKey key, long now) {
    return statement
        .bind("id", key.text())
        .bind("now", now)
        .bind("cost", cost)
        .bind("burst", burst)
        .bind("debt", burst * LONGEST_DEBT);
  }

  private long now() {
    return ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant());
  }

  /** Once a minute, by whichever request comes then; rows that another process removes are left. */
  private void sweep() {
    var now = clock.instant();
    var due = nextSweep.get();
    if (now.isBefore(due) || !nextSweep.compareAndSet(due, now.plus(BETWEEN_SWEEPS))) {
      return;
    }
    var _ =
        database.tally(handle ->
            handle
                .createUpdate(
                    "delete from rate_limits where id in (select id from rate_limits"
                        + " where full_at <= :now for update skip locked)")
                .bind("now", now())
                .execute());
  }
}
