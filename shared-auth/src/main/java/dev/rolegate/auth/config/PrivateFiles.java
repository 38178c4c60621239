package dev.rolegate.auth.config;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
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

  private static FileAttribute<?>[] ownerOnly(String mode) {
    return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode))
        }
        : new FileAttribute<?>[0];
  }
}
