package dev.rolegate.cli.verify;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.atomic.AtomicInteger;

/** A port of this machine to which nobody has a reason to come. Thread-safe. */
final class Decoy implements AutoCloseable {
  private final ServerSocket listening;
  private final AtomicInteger visits = new AtomicInteger();

  private Decoy(ServerSocket listening) {
    this.listening = listening;
  }

  static Decoy open() {
    try {
      var decoy = new Decoy(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
      Thread.startVirtualThread(decoy::count);
      return decoy;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String url() {
    return "http://127.0.0.1:" + listening.getLocalPort() + "/jwks.json";
  }

  int visits() {
    return visits.get();
  }

  @Override
  public void close() {
    try {
      listening.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void count() {
    while (!listening.isClosed()) {
      try (var _ = listening.accept()) {
        visits.incrementAndGet();
      } catch (IOException e) {
        return;
      }
    }
  }
}
