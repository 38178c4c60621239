package dev.rolegate.auth.http;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a request comes from, as far as one party can be told from another: an IPv4 address, or the
 * /64 network of an IPv6 address, of which each subscriber has all addresses (RFC 6177). IPv4
 * inside IPv6 ({@code ::ffff:…}) is IPv4; a zone does not count. Compared by the text. Immutable.
 *
 * @param text such as {@code 192.0.2.7} or {@code 2001:db8:0:1:0:0:0:0/64}
 */
public record NetworkAddress(String text) {
  private static final int NETWORK_BYTES = 8;
  private static final int LONGEST = 45;
  private static final Pattern IPV4 =
      Pattern.compile(
          "(25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])(\\.(25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])){3}");

  static NetworkAddress of(InetAddress address) {
    if (!(address instanceof Inet6Address)) {
      return new NetworkAddress(address.getHostAddress());
    }
    var network = Arrays.copyOf(address.getAddress(), 2 * NETWORK_BYTES);
    Arrays.fill(network, NETWORK_BYTES, network.length, (byte) 0);
    return new NetworkAddress(raw(network).getHostAddress() + "/64");
  }

  /**
   * An address as it is written, in brackets or not, with a zone or not; null for anything else.
   * Nothing is looked up, and no short or octal form is guessed at.
   */
  static @Nullable InetAddress literal(String written) {
    var text =
        written.startsWith("[") && written.endsWith("]")
            ? written.substring(1, written.length() - 1)
            : written;
    var zone = text.indexOf('%');
    if (zone >= 0) {
      text = text.substring(0, zone);
    }
    if (text.length() > LONGEST || (text.indexOf(':') < 0 && !IPV4.matcher(text).matches())) {
      return null;
    }
    try {
      return raw(InetAddress.ofLiteral(text).getAddress());
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  /** Also folds an IPv4 address inside an IPv6 one. */
  private static InetAddress raw(byte[] bytes) {
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("4 and 16 bytes are an address", e);
    }
  }

  @Override
  public String toString() {
    return text;
  }
}
