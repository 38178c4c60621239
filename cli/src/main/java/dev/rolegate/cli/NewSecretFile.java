package dev.rolegate.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.rolegate.auth.config.PrivateFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/** A file of mode 0600 that was not there before; gone again unless it got its secret. */
final class NewSecretFile implements AutoCloseable {
  private final Path file;
  private final FileChannel channel;
  private boolean kept;

  private NewSecretFile(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  static NewSecretFile make(Path file) {
    try {
      return new NewSecretFile(
          file,
          FileChannel.open(
              file,
              Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
              PrivateFiles.fileMode()));
    } catch (FileAlreadyExistsException e) {
      throw new WrongUsage(
          "--secret-file: " + file + " exists, and a secret is not replaced; choose another name");
    } catch (IOException e) {
      throw new WrongUsage("--secret-file: " + file + " cannot be made; is its folder there?");
    }
  }

  Path file() {
    return file;
  }

  /** Writes the secret through to the disk; false when that fails. */
  boolean keep(String secret) {
    try {
      var bytes = ByteBuffer.wrap((secret + "\n").getBytes(US_ASCII));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
      kept = true;
    } catch (IOException e) {
      kept = false;
    }
    return kept;
  }

  @Override
  public void close() {
    try {
      channel.close();
      if (!kept) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      // It holds nothing that counts.
    }
  }
}
