package dev.rolegate.auth.http;

import dev.rolegate.auth.config.SecretFile;
import dev.rolegate.auth.config.SecretText;
import dev.rolegate.auth.config.StartRefused;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;

/** The credential of the management port. Thread-safe. */
final class ManagementToken {
  private final byte[] expected;

  private ManagementToken(byte[] expected) {
    this.expected = expected;
  }

  /**
   * The configured one, else the one in the service's folder, made on the first start.
   *
   * @throws StartRefused when that file is unfit
   */
  static ManagementToken of(HttpConfig config) {
    var configured = config.managementToken();
    if (configured != null) {
      return new ManagementToken(configured.bytes());
    }
    var file = config.dataDir().resolve("management.token");
    var kept = SecretFile.readOrMake(file, ManagementToken::fresh);
    if (HttpConfig.wrongWithManagement(kept) != null) {
      throw unfit(file);
    }
    return new ManagementToken(kept.bytes());
  }

  /** Compares in constant time (CWE-208). */
  boolean matches(String presented) {
    return MessageDigest.isEqual(expected, presented.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] fresh() {
    return (SecretText.random() + "\n").getBytes(StandardCharsets.UTF_8);
  }

  private static StartRefused unfit(Path file) {
    return new StartRefused(
        "MANAGEMENT_TOKEN: " + file + " holds no token; delete it, and a new one is made");
  }
}
