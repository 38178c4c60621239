package dev.rolegate.auth.http;

import dev.rolegate.auth.config.PrivateFiles;
import dev.rolegate.auth.config.StartRefused;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Set;

/** The credential of the management port. Thread-safe. */
final class ManagementToken {
  private static final int BYTES = 32;
  private static final int LONGEST_FILE = 1024;

  private final byte[] expected;

  private ManagementToken(byte[] expected) {
    this.expected = expected;
  }

  /** The configured one, else the one in the service's folder, made on the first start. */
  static ManagementToken of(HttpConfig config) {
    var configured = config.managementToken();
    return new ManagementToken(
        configured != null
            ? configured.bytes()
            : keptOrMade(config.dataDir().resolve("management.token")));
  }

  /** Compares in constant time (CWE-208). */
  boolean matches(String presented) {
    return MessageDigest.isEqual(expected, presented.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] keptOrMade(Path file) {
    try {
      if (!Files.exists(file)) {
        make(file);
      }
      if (Files.size(file) > LONGEST_FILE) {
        throw unusable(file);
      }
      var kept = Files.readString(file).strip();
      if (kept.length() < HttpConfig.SHORTEST_MANAGEMENT_TOKEN) {
        throw unusable(file);
      }
      return kept.getBytes(StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw unusable(file);
    }
  }

  private static void make(Path file) throws IOException {
    var random = new byte[BYTES];
    new SecureRandom().nextBytes(random);
    var text = Base64.getUrlEncoder().withoutPadding().encodeToString(random) + "\n";
    PrivateFiles.folderFor(file);
    var options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try (var out = Files.newByteChannel(file, options, PrivateFiles.fileMode())) {
      var _ = out.write(java.nio.ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }
  }

  private static StartRefused unusable(Path file) {
    return new StartRefused(
        "MANAGEMENT_TOKEN: "
            + file
            + " can neither be used nor made; check the folder's owner and mode, or delete the"
            + " file so that a new one is made");
  }
}
