package dev.rolegate.cli;

import java.nio.file.Path;

/** The deployment's folder, where services keep their files. */
final class DataFolder {
  private DataFolder() {}

  static String file(Terminal terminal, String path) {
    var folder = terminal.variable("DATA_DIR");
    return Path.of(folder == null ? "data" : folder).resolve(path).toString();
  }
}
