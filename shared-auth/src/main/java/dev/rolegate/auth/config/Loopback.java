package dev.rolegate.auth.config;

import java.net.InetAddress;

/** Names that only this machine answers to. */
public final class Loopback {
  private Loopback() {}

  /** Whether a host of a URL or an address to bind is one; nothing is looked up. */
  public static boolean isHost(String host) {
    if (host.equals("localhost")) {
      return true;
    }
    try {
      return InetAddress.ofLiteral(host.replaceAll("^\\[|]$", "")).isLoopbackAddress();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
