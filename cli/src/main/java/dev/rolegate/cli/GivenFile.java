package dev.rolegate.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files that the command line names. */
public final class GivenFile {
  private GivenFile() {}

  /** All of a file that is not too large. */
  public static byte[] read(String option, Path file, int most) {
    try (var in = Files.newInputStream(file)) {
      var bytes = in.readNBytes(most + 1);
      if (bytes.length > most) {
        throw new WrongUsage(
            "%s: %s is larger than %d bytes; is it the right file?".formatted(option, file, most));
      }
      return bytes;
    } catch (IOException e) {
      throw new WrongUsage(
          "%s: %s cannot be read; is it there, and yours to read?".formatted(option, file));
    }
  }
}
