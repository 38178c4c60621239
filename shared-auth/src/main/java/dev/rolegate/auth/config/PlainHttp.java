package dev.rolegate.auth.config;

import java.net.URI;

/** Why plain HTTP is fine for a service ({@code PLAIN_HTTP}). There is no other value. */
public enum PlainHttp {
  /** It listens on a loopback address only. */
  LOOPBACK("loopback"),
  /** It listens inside a container whose port is published on the host's loopback only. */
  PUBLISHED_ON_LOOPBACK("published-on-loopback"),
  /** A proxy in front ends TLS; needs {@code TRUSTED_PROXIES}. */
  TLS_PROXY("tls-proxy"),
  /** The network between caller and service is trusted as a whole. */
  INTERNAL_NETWORK("internal-network");

  private final String spelling;

  PlainHttp(String spelling) {
    this.spelling = spelling;
  }

  /**
   * Notes a problem, or what is worth a notice, when a service is to ask another machine over plain
   * http.
   *
   * @param name the setting that says so
   * @param danger what could happen, as a clause
   * @param remedy what to do instead, as a clause
   */
  public static void check(Settings settings, String name, URI url, String danger, String remedy) {
    if (!"http".equals(url.getScheme()) || Loopback.isHost(url.getHost())) {
      return;
    }
    var open = name + ": is plain http to another machine, so " + danger;
    switch (settings.choice("PLAIN_HTTP", PlainHttp.class, LOOPBACK)) {
      case LOOPBACK ->
          settings.problem(
              open + "; " + remedy + ", or say PLAIN_HTTP=internal-network if that is what it is");
      case TLS_PROXY -> settings.notice(open + "; only where that network is trusted");
      case PUBLISHED_ON_LOOPBACK, INTERNAL_NETWORK -> {}
    }
  }

  @Override
  public String toString() {
    return spelling;
  }
}
