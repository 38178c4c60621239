package dev.rolegate.endtoend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The repository's policy, except that nothing is confirmed: for tests of something else. */
public final class UnconfirmedPolicy {
  private UnconfirmedPolicy() {}

  /** The file, made in a folder of the test. */
  public static Path in(Path folder) {
    try {
      return Files.writeString(
          folder.resolve("unconfirmed-policy.yaml"),
          unconfirmed(Files.readString(Repository.file("access-policy.yaml"))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String unconfirmed(String policy) {
    return policy
        .replaceAll("(?m)^( +)confirm_when:\\n(?:\\1 +.*\\n)+", "")
        .replaceAll("(?m)^([^#\\n]*)\\bconfirm: (?:\\{[^}]*}|\\w+)", "$1confirm: none");
  }
}
