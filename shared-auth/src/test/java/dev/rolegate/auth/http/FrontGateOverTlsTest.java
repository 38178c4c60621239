package dev.rolegate.auth.http;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** TLS in front takes nothing from the gate: every case of the plain one, on the same bytes. */
class FrontGateOverTlsTest extends FrontGateTest {
  private @Nullable TlsFixture tls;

  @Override
  Map<String, String> settings(Path data) throws IOException {
    var files = new TlsFixture(data);
    tls = files;
    return files.settings();
  }

  @Override
  RawHttp http(int port) {
    return requireNonNull(tls).http(port);
  }
}
