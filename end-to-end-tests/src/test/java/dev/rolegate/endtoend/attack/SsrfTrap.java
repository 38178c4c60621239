package dev.rolegate.endtoend.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;

/** A listener that nobody has a reason to connect to; a connection fails the case. */
final class SsrfTrap implements AutoCloseable {
  private final ServerSocketChannel listener;

  private SsrfTrap(ServerSocketChannel listener) {
    this.listener = listener;
  }

  static SsrfTrap set() throws IOException {
    var listener = ServerSocketChannel.open();
    listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    listener.configureBlocking(false);
    return new SsrfTrap(listener);
  }

  int port() throws IOException {
    return ((InetSocketAddress) listener.getLocalAddress()).getPort();
  }

  /** Connections wait in the backlog, so none is missed. */
  void assertUntouched() throws IOException {
    assertThat(listener.accept()).as("O6: a connection that the attacker asked for").isNull();
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
