package dev.rolegate.auth.http;

import dev.rolegate.auth.config.SecretFile;
import dev.rolegate.auth.config.StartRefused;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;

/** The credential of the management port. Thread-safe. */
final class ManagementToken {
  private static final int RANDOM_BYTES = 32;

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
    if (!HttpConfig.isFitForManagement(kept)) {
      throw unfit(file);
    }
    return new ManagementToken(kept.bytes());
  }

  /** Compares in constant time (CWE-208). */
  boolean matches(String presented) {
    return MessageDigest.isEqual(expected, presented.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] fresh() {
    var random = new byte[RANDOM_BYTES];
    new SecureRandom().nextBytes(random);
    var text = Base64.getUrlEncoder().withoutPadding().encodeToString(random) + "\n";
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static StartRefused unfit(Path file) {
    return new StartRefused(
        "MANAGEMENT_TOKEN: " + file + " holds no token; delete it, and a new one is made");
  }
}
