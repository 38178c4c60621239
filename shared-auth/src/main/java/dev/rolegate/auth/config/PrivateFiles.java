package dev.rolegate.auth.config;

import static java.nio.file.attribute.PosixFilePermission.GROUP_WRITE;
import static java.nio.file.attribute.PosixFilePermission.OTHERS_WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;

/** Folders and files that only the service's own user may open. */
public final class PrivateFiles {
  private PrivateFiles() {}

  /** Makes a folder and its missing parents with mode 0700; leaves existing ones as they are. */
  public static void createFolders(Path folder) throws IOException {
    Files.createDirectories(folder, ownerOnly("rwx------"));
  }

  /** The folder that a file is to stand in, made when missing. */
  public static Path folderFor(Path file) throws IOException {
    var folder = file.toAbsolutePath().getParent();
    if (folder == null) {
      throw new FileSystemException(file.toString(), null, "is no file");
    }
    createFolders(folder);
    return folder;
  }

  /** The attribute that makes a new file with mode 0600; none where there are no modes. */
  public static FileAttribute<?>[] fileMode() {
    return ownerOnly("rw-------");
  }

  /**
   * Puts content in the place of a file: mode 0600, on the disk before it has the name, and never
   * seen half written.
   */
  public static void replace(Path file, byte[] content) throws IOException {
    var draft = draft(file, content);
    try {
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  /**
   * Likewise, but with mode, owner and group of a file that is there, so that who could read it
   * still can; and the folder is on the disk as well: a power failure does not bring back the file
   * of before.
   */
  public static void replaceInPlace(Path file, byte[] content) throws IOException {
    var draft = draft(file, content);
    try {
      if (Files.exists(file)) {
        takeOver(file, draft);
      }
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(draft);
    }
    try (var folder = FileChannel.open(folderFor(file), StandardOpenOption.READ)) {
      folder.force(true);
    }
  }

  private static void takeOver(Path file, Path draft) throws IOException {
    var from = Files.getFileAttributeView(file, PosixFileAttributeView.class);
    var to = Files.getFileAttributeView(draft, PosixFileAttributeView.class);
    if (from == null || to == null) {
      return;
    }
    var before = from.readAttributes();
    var now = to.readAttributes();
    if (!before.owner().equals(now.owner())) {
      to.setOwner(before.owner());
    }
    if (!before.group().equals(now.group())) {
      to.setGroup(before.group());
    }
    to.setPermissions(before.permissions());
  }

  /** The content under another name in the folder of a file, mode 0600, on the disk. */
  static Path draft(Path file, byte[] content) throws IOException {
    var draft = Files.createTempFile(folderFor(file), "." + file.getFileName(), ".new", fileMode());
    try (var channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
      var buffer = ByteBuffer.wrap(content);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      channel.force(true);
      return draft;
    } catch (IOException e) {
      Files.deleteIfExists(draft);
      throw e;
    }
  }

  /** Whether anybody but its owner may write a file; false where there are no modes. */
  public static boolean isWritableByOthers(Path file) throws IOException {
    var view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
    if (view == null) {
      return false;
    }
    var mode = view.readAttributes().permissions();
    return mode.contains(GROUP_WRITE) || mode.contains(OTHERS_WRITE);
  }

  private static FileAttribute<?>[] ownerOnly(String mode) {
    return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode))
        }
        : new FileAttribute<?>[0];
  }
}
