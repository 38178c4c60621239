package dev.rolegate.cli;

import java.nio.file.Path;

/** Where the services of a deployment keep their files. */
final class Deployments {
  private Deployments() {}

  static String file(Terminal terminal, String path) {
    var folder = terminal.variable("DATA_DIR");
    return Path.of(folder == null ? "data" : folder).resolve(path).toString();
  }
}
