package dev.rolegate.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import dev.rolegate.auth.config.StartRefused;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * One service's database: SQLite (WAL, {@code synchronous=FULL}) or PostgreSQL, migrated at open.
 * Thread-safe; calls block, which suits virtual threads.
 */
public final class Database implements AutoCloseable {
  private static final int READERS = 8;
  private static final int TALLIERS = 4;
  private static final long WAIT_MILLIS = 10_000;
  private static final long TALLY_WAIT_MILLIS = 2_000;

  private final Engine engine;
  private final HikariDataSource writerPool;
  private final HikariDataSource readerPool;
  private final @Nullable HikariDataSource tallyPool;
  private final Jdbi writer;
  private final Jdbi reader;
  private final @Nullable Jdbi tallier;
  private final Pulse pulse;
  private final ScopedValue<Boolean> busy = ScopedValue.newInstance();

  private Database(Engine engine, HikariDataSource writerPool, HikariDataSource readerPool) {
    this.engine = engine;
    this.writerPool = writerPool;
    this.readerPool = readerPool;
    this.writer = Jdbi.create(writerPool).installPlugin(new RecordMapping());
    this.reader = Jdbi.create(readerPool).installPlugin(new RecordMapping());
    this.pulse = new Pulse(readerPool);
    var talliers = engine.talliers();
    this.tallyPool = talliers == null ? null : lazyPool(talliers);
    this.tallier =
        tallyPool == null ? null : Jdbi.create(tallyPool).installPlugin(new RecordMapping());
  }

  /**
   * Opens and migrates. Migrations lie in {@code db/migration/SERVICE} on the class path and run on
   * both databases; the package's text says which SQL they share.
   *
   * @throws StartRefused when it cannot be reached or migrated
   */
  public static Database open(DatabaseConfig config) {
    var url = config.url();
    var engine = url == null ? new SqliteEngine(config) : new PostgresEngine(config, url);
    engine.prepare();
    new Migrations(engine, config.service(), config.parts()).run();
    var writer = pool(engine.writer(), config.service() + " writer", 1);
    try {
      return new Database(
          engine, writer, pool(engine.readers(), config.service() + " readers", READERS));
    } catch (StartRefused e) {
      writer.close();
      throw e;
    }
  }

  /**
   * Reads one snapshot: all queries of the work see the same state. Runs beside other reads and
   * beside a write; cannot change anything.
   *
   * @throws IllegalStateException within the work of another read or write: use its handle
   */
  public <T extends @Nullable Object> T read(Function<Handle, T> work) {
    alone();
    return ScopedValue.where(busy, true)
        .call(() -> reader.withHandle(handle -> engine.reading(handle, work)));
  }

  /**
   * Writes: the work runs alone, no other write of this service overlaps it in any process, so a
   * rule that it checks first still holds when it writes. On return it is committed and on the
   * disk; when the work throws, nothing of it happened. Keep it short: others wait.
   *
   * @throws IllegalStateException within the work of another read or write: use its handle
   */
  public <T extends @Nullable Object> T write(Function<Handle, T> work) {
    alone();
    return ScopedValue.where(busy, true)
        .call(() -> writer.withHandle(handle -> engine.writing(handle, work)));
  }

  /**
   * Writes likewise, and keeps it only when the result says so; else nothing of it happened, and
   * the result tells what would have.
   *
   * @throws IllegalStateException within the work of another read or write: use its handle
   */
  public <T extends @Nullable Object> T attempt(Function<Handle, T> work, Predicate<T> keep) {
    var result = new ArrayList<T>(1);
    try {
      return write(handle -> {
        result.add(work.apply(handle));
        if (!keep.test(result.getFirst())) {
          throw new Undone();
        }
        return result.getFirst();
      });
    } catch (Undone _) {
      return result.getFirst();
    }
  }

  /**
   * Counts something: one statement that is atomic in itself, such as an upsert, and that may be
   * lost when the power goes. On PostgreSQL it waits neither for other writes nor for the disk, and
   * fails after two seconds rather than ten when there is no connection.
   *
   * @throws IllegalStateException within the work of another read or write: use its handle
   */
  public <T extends @Nullable Object> T tally(Function<Handle, T> work) {
    if (tallier == null) {
      return write(work);
    }
    alone();
    return ScopedValue.where(busy, true).call(() -> tallier.withHandle(work::apply));
  }

  /**
   * The next id of a kind, such as {@code EMP-007}; {@code EMP-1000} follows {@code EMP-999}. An id
   * is never given twice, not even after its row was deleted. Sample data that brings its own ids
   * says so: {@code insert into counters (name, last) values ('EMP', 3)}.
   *
   * @param handle of a {@link #write}
   */
  public static String nextId(Handle handle, String prefix) {
    var number =
        handle
            .createQuery(
                "insert into counters (name, last) values (:name, 1)"
                    + " on conflict (name) do update set last = counters.last + 1 returning last")
            .bind("name", prefix)
            .mapTo(Long.class)
            .one();
    // digits as everybody reads them, whatever the locale of the machine
    return String.format(Locale.ROOT, "%s-%03d", prefix, number);
  }

  /** Obstacles to being ready, for health; empty when it answers. */
  public List<String> obstacles() {
    return pulse.obstacles();
  }

  /** Ends all connections; work under way fails. */
  @Override
  public void close() {
    pulse.close();
    if (tallyPool != null) {
      tallyPool.close();
    }
    readerPool.close();
    // last: the last connection folds SQLite's log into the file
    writerPool.close();
  }

  private void alone() {
    if (busy.isBound()) {
      throw new IllegalStateException("a read or write within another; use the handle of that one");
    }
  }

  /** Makes the engine roll back; nobody else sees it. */
  private static final class Undone extends RuntimeException {
    private static final long serialVersionUID = 1;

    Undone() {
      super(null, null, false, false);
    }
  }

  /** Few services count, so there is no connection before the first that does. */
  private static HikariDataSource lazyPool(HikariConfig config) {
    config.setPoolName("tallies");
    config.setMaximumPoolSize(TALLIERS);
    config.setMinimumIdle(0);
    config.setInitializationFailTimeout(-1);
    config.setConnectionTimeout(TALLY_WAIT_MILLIS);
    return new HikariDataSource(config);
  }

  private static HikariDataSource pool(HikariConfig config, String name, int most) {
    config.setPoolName(name);
    config.setMaximumPoolSize(most);
    config.setMinimumIdle(1);
    config.setConnectionTimeout(WAIT_MILLIS);
    try {
      return new HikariDataSource(config);
    } catch (PoolInitializationException e) {
      var refused =
          new StartRefused(
              "The database of " + name + " went away during the start; start again when it is up");
      refused.initCause(e);
      throw refused;
    }
  }
}
