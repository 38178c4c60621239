package dev.rolegate.auth.config;

import static java.nio.file.attribute.PosixFilePermission.GROUP_WRITE;
import static java.nio.file.attribute.PosixFilePermission.OTHERS_READ;
import static java.nio.file.attribute.PosixFilePermission.OTHERS_WRITE;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.Arrays;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Files that hold a key or a secret: read with care, made with mode 0600. Thread-safe. */
public final class SecretFile {
  private static final int LARGEST = 64 * 1024;

  private SecretFile() {}

  /**
   * Reads a secret that this deployment keeps, or makes it: mode 0600, in folders of mode 0700, on
   * the disk before this returns, and never replacing one that another process made meanwhile.
   *
   * @param fresh makes the content; asked only when there is no file
   * @throws StartRefused when the file is there but unfit, or cannot be made
   */
  public static Secret readOrMake(Path file, Supplier<byte[]> fresh) {
    try {
      if (!Files.exists(file)) {
        make(file, fresh.get());
      }
    } catch (IOException e) {
      throw new StartRefused(
          file + ": cannot be written (" + reason(e) + "); make its folder writable");
    }
    return switch (read(file, Content.SECRET, SecretFileMode.STRICT)) {
      case Reading.Read(var secret, var _) -> secret;
      case Reading.Refused(var why) -> throw new StartRefused(why);
    };
  }

  /** What a file holds, which decides what its mode may be. */
  enum Content {
    /** Others may not read it; nobody but its owner may write it. */
    SECRET,
    /** Others may not write it. */
    PUBLIC
  }

  /** What came of reading. */
  sealed interface Reading {
    /** Its bytes without one trailing newline, and a warning if one is due. */
    record Read(Secret content, @Nullable String notice) implements Reading {}

    /** Why not, and what to do; names the file. */
    record Refused(String why) implements Reading {}
  }

  static Reading read(Path file, Content content, SecretFileMode mode) {
    return read(file, content, mode, LARGEST);
  }

  /**
   * @param largest in bytes, a multiple of 1024
   */
  static Reading read(Path file, Content content, SecretFileMode mode, int largest) {
    try {
      if (!Files.isRegularFile(file)) {
        return new Reading.Refused(
            file + (Files.exists(file) ? " is not a regular file" : " does not exist"));
      }
      if (Files.size(file) > largest) {
        return new Reading.Refused(
            file + " is larger than " + largest / 1024 + " KiB; is it the right file?");
      }
      var exposed = exposed(file, content);
      if (exposed != null && mode == SecretFileMode.STRICT) {
        return new Reading.Refused(exposed);
      }
      byte[] bytes;
      try (var in = Files.newInputStream(file)) {
        bytes = withoutNewline(in.readNBytes(largest));
      }
      if (bytes.length == 0) {
        return new Reading.Refused(file + " is empty");
      }
      return new Reading.Read(
          Secret.of(bytes), exposed == null ? null : exposed + " (accepted: SECRET_FILE_MODE=any)");
    } catch (IOException e) {
      return new Reading.Refused(file + " cannot be read (" + reason(e) + "); check its mode");
    }
  }

  /** What is too open about the file's mode, or null. */
  private static @Nullable String exposed(Path file, Content content) throws IOException {
    var view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
    if (view == null) {
      return null;
    }
    var mode = view.readAttributes().permissions();
    if (mode.contains(OTHERS_WRITE) || (content == Content.SECRET && mode.contains(GROUP_WRITE))) {
      return file + " may be written by others; run: chmod go-w " + file;
    }
    // Container engines mount secret files read-only, often with mode 0444 and the owner of the
    // machine outside: what counts there is who gets into the container. The group may read: that
    // is how Kubernetes gives a file to a user (fsGroup).
    if (content == Content.PUBLIC || Files.getFileStore(file).isReadOnly()) {
      return null;
    }
    if (mode.contains(OTHERS_READ)) {
      return file + " may be read by others; run: chmod 600 " + file;
    }
    return OwnUser.mayOwn(file)
        ? null
        : file
            + " belongs to "
            + view.getOwner().getName()
            + ", who can change it; make the service's user its owner, or root";
  }

  private static byte[] withoutNewline(byte[] bytes) {
    var end = bytes.length;
    if (end > 0 && bytes[end - 1] == '\n') {
      end--;
      if (end > 0 && bytes[end - 1] == '\r') {
        end--;
      }
    }
    return end == bytes.length ? bytes : Arrays.copyOf(bytes, end);
  }

  private static void make(Path file, byte[] content) throws IOException {
    var draft = PrivateFiles.draft(file, content);
    try {
      // A link, unlike a move, never replaces the file that a second process made in between.
      Files.createLink(file, draft);
    } catch (FileAlreadyExistsException e) {
      // The other process was first; its secret is the one.
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  private static String reason(IOException e) {
    return switch (e) {
      case NoSuchFileException _ -> "no such file";
      case java.nio.file.AccessDeniedException _ -> "access denied";
      case java.nio.file.FileSystemException f when f.getReason() != null -> f.getReason();
      default -> "input/output error";
    };
  }
}
