package dev.rolegate.database;

import dev.rolegate.auth.config.Secret;
import dev.rolegate.auth.config.Settings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a service keeps its data. This class is immutable.
 *
 * @param service names the SQLite file, the PostgreSQL schema and the migrations: lower-case
 *     letters, digits, {@code -} and {@code _}, at most 40
 * @param folder where the SQLite file lies
 * @param url {@code jdbc:postgresql://…} without user and password, or null for SQLite
 * @param parts further folders of migrations, numbered {@code V0_…} so that they are apart from
 *     those of the service
 */
public record DatabaseConfig(
    String service,
    Path folder,
    @Nullable String url,
    @Nullable String user,
    @Nullable Secret password,
    List<String> parts) {
  private static final int SHORTEST_PASSWORD = 12;
  private static final Pattern SERVICE = Pattern.compile("[a-z][a-z0-9_-]{0,39}");

  public DatabaseConfig {
    parts = List.copyOf(parts);
    if (!SERVICE.matcher(service).matches()) {
      throw new IllegalArgumentException("no name for a file and a schema: " + service);
    }
  }

  /** Migrations of the service only. */
  public DatabaseConfig(
      String service,
      Path folder,
      @Nullable String url,
      @Nullable String user,
      @Nullable Secret password) {
    this(service, folder, url, user, password, List.of());
  }

  /** The same database with one more folder of migrations. */
  public DatabaseConfig with(String part) {
    var more = new ArrayList<>(parts);
    more.add(part);
    return new DatabaseConfig(service, folder, url, user, password, more);
  }

  /** The embedded database in a folder. */
  public static DatabaseConfig sqlite(String service, Path folder) {
    return new DatabaseConfig(service, folder, null, null, null);
  }

  /**
   * Reads {@code DATABASE_URL, DATABASE_USER, DATABASE_PASSWORD}; notes what is wrong with them in
   * the settings.
   *
   * @param folder of the service, for SQLite
   */
  public static DatabaseConfig from(Settings settings, String service, Path folder) {
    var url = settings.optional("DATABASE_URL");
    var user = settings.optional("DATABASE_USER");
    var password = settings.secret("DATABASE_PASSWORD");
    if (url == null) {
      if (user != null || password != null) {
        settings.problem(
            "DATABASE_USER and DATABASE_PASSWORD: are of no use without DATABASE_URL; set it,"
                + " or leave them out for SQLite");
      }
      return sqlite(service, folder);
    }
    var wrong = PostgresUrl.wrongWith(url);
    if (wrong != null) {
      settings.problem("DATABASE_URL: " + wrong);
    } else if (!PostgresUrl.isGuarded(url)) {
      settings.notice(
          "DATABASE_URL: has no sslmode, so the way to "
              + PostgresUrl.place(url)
              + " may be unencrypted; outside of a private network add ?sslmode=verify-full");
    }
    checkPassword(settings, url, password);
    if (user == null) {
      settings.problem("DATABASE_USER: must be set with DATABASE_URL");
    }
    return new DatabaseConfig(service, folder, url, user, password);
  }

  /** Shorter than the keys of this house: people type it. No password at all is a certificate. */
  private static void checkPassword(Settings settings, String url, @Nullable Secret password) {
    var weakness = password == null ? null : password.weakness(SHORTEST_PASSWORD);
    if (weakness == null) {
      return;
    }
    if (PostgresUrl.isOnThisMachine(url)) {
      settings.notice("DATABASE_PASSWORD: " + weakness + "; accepted on this machine only");
    } else {
      settings.problem("DATABASE_PASSWORD: " + weakness);
    }
  }
}
