package dev.rolegate.auth.http;

import io.javalin.http.Context;
import java.net.InetAddress;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells where a request comes from: from the peer of the connection, or, when that is one of the
 * trusted proxies, from whom it asks for. What the proxy says is read from its end, where it added
 * its own caller, past further trusted proxies, to the first address that is not one of ours: what
 * stands before that was written by the caller itself. Whatever cannot be read so far comes from
 * the peer. This class is immutable.
 */
public final class ClientAddresses {
  /** More proxies in a row than anybody has. */
  private static final int MOST_ELEMENTS = 16;

  private final List<Network> proxies;
  private final ForwardedHeader header;

  ClientAddresses(List<Network> proxies, ForwardedHeader header) {
    this.proxies = List.copyOf(proxies);
    this.header = header;
  }

  /** Where it comes from. */
  public NetworkAddress of(Context ctx) {
    var peer = ctx.req().getRemoteAddr();
    return of(
        peer == null ? "" : peer, () -> Collections.list(ctx.req().getHeaders(header.toString())));
  }

  /** Whether a proxy is trusted, so that others than the peers of this machine may be asking. */
  boolean trustsProxies() {
    return !proxies.isEmpty();
  }

  /** The lines of the header, in the order in which they came. */
  @FunctionalInterface
  interface Lines {
    List<String> read();
  }

  NetworkAddress of(String peer, Lines lines) {
    var address = NetworkAddress.literal(peer);
    if (address == null) {
      // A connection that is no IP connection has one caller for all we know.
      return new NetworkAddress("unknown");
    }
    if (!isTrusted(address)) {
      return NetworkAddress.of(address);
    }
    var client = client(String.join(",", lines.read()));
    return NetworkAddress.of(client == null ? address : client);
  }

  private @Nullable InetAddress client(String list) {
    var end = list.length();
    for (var read = 0; read < MOST_ELEMENTS && end >= 0; read++) {
      var start = startOfLast(list, end);
      var address = header.address(list.substring(start, end).strip());
      if (address == null || !isTrusted(address)) {
        return address;
      }
      end = start - 1;
    }
    return null;
  }

  /**
   * Where the last element of a list begins. Read from the end: a quote that the caller left open
   * further to the left does not swallow what the proxy added.
   */
  private static int startOfLast(String list, int end) {
    var quoted = false;
    for (var at = end - 1; at >= 0; at--) {
      var c = list.charAt(at);
      if (c == '"') {
        quoted = !quoted;
      } else if (c == ',' && !quoted) {
        return at + 1;
      }
    }
    return 0;
  }

  private boolean isTrusted(InetAddress address) {
    return proxies.stream().anyMatch(proxy -> proxy.contains(address));
  }
}
