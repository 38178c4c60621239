package dev.rolegate.auth.config;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;

/** The user that this process runs as. */
final class OwnUser {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final int ROOT = 0;

  private OwnUser() {}

  /** Whether a file belongs to this user, or to root; also true where nobody can tell. */
  static boolean mayOwn(Path file) throws IOException {
    if (!FileSystems.getDefault().supportedFileAttributeViews().contains("unix")
        || !Files.isReadable(STATUS)) {
      return true;
    }
    var owner = (Integer) Files.getAttribute(file, "unix:uid");
    return owner == ROOT || owner == id();
  }

  /** The effective user id: the second number of the line {@code Uid:} (proc(5)). */
  private static int id() throws IOException {
    try (var lines = Files.lines(STATUS)) {
      return lines
          .filter(line -> line.startsWith("Uid:"))
          .map(line -> Integer.parseInt(line.split("\\s+", -1)[2]))
          .findFirst()
          .orElseThrow(() -> new IOException(STATUS + " has no Uid"));
    }
  }
}
