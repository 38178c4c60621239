package dev.rolegate.endtoend;

import java.nio.file.Files;
import java.nio.file.Path;

/** The working copy that the tests run in, wherever they were started. */
public final class Repository {
  private static final Path TOP = top();

  private Repository() {}

  /** A path from its top, for example {@code access-policy.yaml}. */
  public static Path file(String path) {
    return TOP.resolve(path);
  }

  private static Path top() {
    for (var folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
      if (Files.exists(folder.resolve("access-policy.yaml"))) {
        return folder;
      }
    }
    throw new IllegalStateException("no access-policy.yaml above the working directory");
  }
}
