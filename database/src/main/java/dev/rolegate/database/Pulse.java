package dev.rolegate.database;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the database answers. One question is under way at most, however many ask, so that health
 * checks cannot use up the connections of a database that hangs. Thread-safe.
 */
final class Pulse implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Pulse.class);
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final DataSource source;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private @Nullable Future<Boolean> asked;

  Pulse(DataSource source) {
    this.source = source;
  }

  List<String> obstacles() {
    try {
      if (ask().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        return List.of();
      }
    } catch (ExecutionException e) {
      LOG.warn("The database does not answer", e.getCause());
    } catch (TimeoutException e) {
      LOG.warn("The database has not answered for {}", PATIENCE);
    } catch (RejectedExecutionException e) {
      // closed
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return List.of("the database does not answer");
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }

  private synchronized Future<Boolean> ask() {
    var current = asked;
    if (current == null || current.isDone()) {
      current = threads.submit(this::answers);
      asked = current;
    }
    return current;
  }

  private boolean answers() throws SQLException {
    try (var connection = source.getConnection();
        var statement = connection.createStatement();
        // reads a page of the file, which `select 1` does not on SQLite
        var rows = statement.executeQuery("select count(*) from counters")) {
      return rows.next();
    }
  }
}
