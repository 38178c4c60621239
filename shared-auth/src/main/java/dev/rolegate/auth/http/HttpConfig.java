package dev.rolegate.auth.http;

import dev.rolegate.auth.config.PlainHttp;
import dev.rolegate.auth.config.Secret;
import dev.rolegate.auth.config.Settings;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What every service is told about its own HTTP side.
 *
 * @param service its name, for logs, the audit and the data folder
 * @param publicUrl what clients call it, without a trailing slash; never taken from {@code Host}
 * @param dataDir {@code $DATA_DIR/SERVICE}, where it keeps its own files
 * @param managementToken the credential of the management port; null: generated into dataDir
 */
public record HttpConfig(
    String service,
    String bind,
    int port,
    String publicUrl,
    String managementBind,
    int managementPort,
    @Nullable Secret managementToken,
    Path dataDir,
    Set<String> allowedHosts,
    Set<String> allowedOrigins,
    PlainHttp plainHttp) {

  /** Reads {@code PORT, BIND, PUBLIC_URL, …}; problems are noted in the settings. */
  public static HttpConfig from(Settings settings, String service, int defaultPort) {
    throw new IllegalStateException();
  }
}
