package dev.rolegate.auth.http;

import dev.rolegate.auth.config.Loopback;
import dev.rolegate.auth.config.PlainHttp;
import dev.rolegate.auth.config.Secret;
import dev.rolegate.auth.config.Settings;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What every service is told about its own HTTP side.
 *
 * <p>{@code PORT=0}, as tests use it, takes any free port, while {@code publicUrl} stays what it is
 * configured to be: the URL with the default port unless {@code PUBLIC_URL} is set. Resource URIs
 * are compared byte for byte and stand in tokens, so they are configuration and never follow the
 * port. {@link HttpService} then answers the loopback names of the port it got, beside {@code
 * allowedHosts}; {@link HttpService#port} tells which it is.
 *
 * @param service its name, for logs, the audit and the data folder
 * @param bind an IP address or {@code localhost}
 * @param publicUrl what clients call it, without a trailing slash; never taken from {@code Host}
 * @param managementToken the credential of the management port; null: generated into dataDir
 * @param dataDir {@code $DATA_DIR/SERVICE}, where it keeps its own files
 * @param allowedHosts values of {@code Host} that are answered, in lower case
 * @param allowedOrigins values of {@code Origin} that are answered, byte for byte
 * @param clientAddresses where requests come from, behind which proxies
 * @param plainHttp why plain HTTP is fine; says nothing where tls is set
 * @param tls certificate and key; null: plain HTTP
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
    ClientAddresses clientAddresses,
    PlainHttp plainHttp,
    @Nullable TlsFiles tls) {

  private static final int SHORTEST_MANAGEMENT_TOKEN = 32;
  private static final Pattern VISIBLE = Pattern.compile("[\\x21-\\x7e]+");

  public HttpConfig {
    allowedHosts = Set.copyOf(allowedHosts);
    allowedOrigins = Set.copyOf(allowedOrigins);
  }

  /** The origin of pages at a URL (RFC 6454 §6.2), as browsers write it. */
  public static String origin(String url) {
    var parsed = URI.create(url);
    return (parsed.getScheme() + "://" + parsed.getRawAuthority())
        .toLowerCase(Locale.ROOT)
        .replaceFirst("^(http://.*):80$|^(https://.*):443$", "$1$2");
  }

  /** Reads {@code PORT, BIND, PUBLIC_URL, …}; problems are noted in the settings. */
  public static HttpConfig from(Settings settings, String service, int defaultPort) {
    return new HttpSettings(settings).read(service, defaultPort);
  }

  /**
   * What is wrong with a credential of the management port, as the end of a sentence: it must stand
   * in a header, and must not be guessed. Null when it is fit.
   */
  static @Nullable String wrongWithManagement(Secret token) {
    return token.length() > 0 && !VISIBLE.matcher(token.text()).matches()
        ? "holds a character that cannot stand in a header; give visible ASCII characters"
        : token.weakness(SHORTEST_MANAGEMENT_TOKEN);
  }

  /** Whether clients are asked for a certificate, which tokens are then bound to (RFC 8705 §3). */
  public boolean asksForClientCertificates() {
    return tls != null && tls.material().clients() != null;
  }

  /**
   * Whether only this machine can ask, so that a protection may be looser: by its name and its
   * address, or because a container's port is published so; and no proxy asks for others.
   */
  public boolean isOnLoopback() {
    return Loopback.isHost(URI.create(publicUrl).getHost())
        && (Loopback.isHost(bind) || plainHttp == PlainHttp.PUBLISHED_ON_LOOPBACK)
        && !clientAddresses.trustsProxies();
  }

  /** What the port speaks, for people. */
  String transport() {
    return tls == null ? "http (" + plainHttp + ")" : "https";
  }

  /** How callers of a URL name it in {@code Host}. */
  static Set<String> hosts(URI url) {
    var host = url.getHost().toLowerCase(Locale.ROOT);
    return url.getPort() != -1
        ? Set.of(host + ":" + url.getPort())
        : Set.of(host, host + (url.getScheme().equals("https") ? ":443" : ":80"));
  }

  /** How a caller on this machine names a port in {@code Host}. */
  static List<String> loopbackHosts(int port) {
    return List.of("localhost:" + port, "127.0.0.1:" + port, "[::1]:" + port);
  }
}
