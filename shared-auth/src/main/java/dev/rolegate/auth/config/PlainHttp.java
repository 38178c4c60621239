package dev.rolegate.auth.config;

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

  @Override
  public String toString() {
    return spelling;
  }
}
