package dev.rolegate.database;

import com.zaxxer.hikari.HikariConfig;
import dev.rolegate.auth.config.PrivateFiles;
import dev.rolegate.auth.config.StartRefused;
import dev.rolegate.auth.text.OneLine;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/**
 * One file in the service's folder. Transactions are begun in SQL and not through JDBC, because the
 * driver begins the next one right inside {@code commit()}: it would take the write lock again, and
 * could report a write as failed that is on the disk.
 */
final class SqliteEngine implements Engine {
  private static final int BUSY_MILLIS = 10_000;

  private final Path file;

  SqliteEngine(DatabaseConfig config) {
    this.file = config.folder().resolve(config.service() + ".db").toAbsolutePath();
  }

  @Override
  public void prepare() {
    try {
      PrivateFiles.folderFor(file);
      // SQLite gives its -wal and -shm files the mode of this one.
      Files.createFile(file, PrivateFiles.fileMode());
    } catch (FileAlreadyExistsException e) {
      // from an earlier start
    } catch (IOException e) {
      throw new StartRefused(
          file + ": cannot be made; make its folder writable for the user of this service");
    }
  }

  @Override
  public String schema() {
    return "main";
  }

  @Override
  public DataSource unpooled() {
    return source();
  }

  @Override
  public HikariConfig writer() {
    return pool(source());
  }

  @Override
  public HikariConfig readers() {
    var readers = pool(source());
    readers.setConnectionInitSql("pragma query_only = on");
    return readers;
  }

  @Override
  public @Nullable HikariConfig talliers() {
    // One file has one writer at a time anyway.
    return null;
  }

  @Override
  public <T extends @Nullable Object> T reading(Handle handle, Function<Handle, T> work) {
    return transaction(handle, "begin", work);
  }

  @Override
  public <T extends @Nullable Object> T writing(Handle handle, Function<Handle, T> work) {
    return transaction(handle, "begin immediate", work);
  }

  @Override
  public StartRefused refusal(SQLException cause) {
    return new StartRefused(
        file
            + ": cannot be opened as an SQLite database ("
            + OneLine.of(String.valueOf(cause.getMessage()), 300)
            + "); give the service its folder with its files back, or another DATA_DIR");
  }

  private static <T extends @Nullable Object> T transaction(
      Handle handle, String begin, Function<Handle, T> work) {
    handle.execute(begin);
    try {
      var result = work.apply(handle);
      handle.execute("commit");
      return result;
    } catch (Throwable e) {
      rollback(handle, e);
      throw e;
    }
  }

  private static void rollback(Handle handle, Throwable cause) {
    try {
      handle.execute("rollback");
    } catch (JdbiException e) {
      // Some errors (disk full, I/O) have rolled back already; then there is none to roll back.
      cause.addSuppressed(e);
    }
  }

  private static HikariConfig pool(DataSource source) {
    var pool = new HikariConfig();
    pool.setDataSource(source);
    pool.setMaxLifetime(0);
    return pool;
  }

  private DataSource source() {
    var config = new SQLiteConfig();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    // WAL with NORMAL may lose the last commits when the power goes; an acknowledged write must
    // not.
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    config.enforceForeignKeys(true);
    config.setBusyTimeout(BUSY_MILLIS);
    // as in PostgreSQL
    config.enableCaseSensitiveLike(true);
    // no temporary files: the root file system of a container is read-only
    config.setTempStore(SQLiteConfig.TempStore.MEMORY);
    var source = new SQLiteDataSource(config);
    source.setUrl("jdbc:sqlite:" + file);
    return source;
  }
}
