package dev.rolegate.cli.verify;

import java.net.URI;

/**
 * A service of the deployment.
 *
 * @param url its public one: an MCP server's ends with {@code /mcp}
 * @param host where a connection really goes
 */
record Target(String name, URI url, String host, int port) {
  static final String TOKEN_SERVICE = "token-service";

  /** What stands in {@code Host}. */
  String authority() {
    return url.getRawAuthority();
  }

  boolean tls() {
    return "https".equals(url.getScheme());
  }

  /** A path of this service: behind a proxy, all begin with that of its public URL. */
  String path(String own) {
    var base = url.getRawPath().replaceFirst("(/mcp)?/?$", "");
    return base + own;
  }

  static int port(URI url) {
    return url.getPort() >= 0 ? url.getPort() : "https".equals(url.getScheme()) ? 443 : 80;
  }
}
