package dev.rolegate.auth.http;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/** A range of addresses (RFC 4632, RFC 4291 §2.3): those whose first bits are the same. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Network(byte[] start, int bits) {
  /** Reads {@code ADDRESS} or {@code ADDRESS/BITS}; null when it is neither. */
  static @Nullable Network parse(String written) {
    var slash = written.indexOf('/');
    var address = NetworkAddress.literal(slash < 0 ? written : written.substring(0, slash));
    if (address == null) {
      return null;
    }
    var most = address.getAddress().length * Byte.SIZE;
    if (slash < 0) {
      return new Network(address.getAddress(), most);
    }
    var bits = written.substring(slash + 1);
    if (!bits.matches("[0-9]{1,3}") || Integer.parseInt(bits) > most) {
      return null;
    }
    var network = new Network(address.getAddress(), Integer.parseInt(bits));
    return network.bits > 0 && network.isStart() ? network : null;
  }

  boolean contains(InetAddress address) {
    var bytes = address.getAddress();
    if (bytes.length != start.length) {
      return false;
    }
    for (var bit = 0; bit < bits; bit++) {
      if (isSet(bytes, bit) != isSet(start, bit)) {
        return false;
      }
    }
    return true;
  }

  /** False for 10.0.0.1/8, of which one cannot know what was meant. */
  private boolean isStart() {
    for (var bit = bits; bit < start.length * Byte.SIZE; bit++) {
      if (isSet(start, bit)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isSet(byte[] bytes, int bit) {
    return (bytes[bit / Byte.SIZE] >> (Byte.SIZE - 1 - bit % Byte.SIZE) & 1) == 1;
  }
}
