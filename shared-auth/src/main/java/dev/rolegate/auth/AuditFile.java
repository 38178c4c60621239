package dev.rolegate.auth;

import dev.rolegate.auth.config.PrivateFiles;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file that only grows, by whole lines. A write that fails half way is taken back, or its rest is
 * ended by a newline before the next one. Used by one thread at a time, except {@link #sync}.
 *
 * <p>A stream and not a FileChannel: that one closes for everybody when the thread that happens to
 * write is interrupted.
 */
final class AuditFile implements AutoCloseable {
  private static final byte[] NEWLINE = {'\n'};

  private final FileOutputStream out;
  private final RandomAccessFile end;
  private boolean torn;

  private AuditFile(FileOutputStream out, RandomAccessFile end, boolean torn) {
    this.out = out;
    this.end = end;
    this.torn = torn;
  }

  /** Opens the file, mode 0600 when new, in folders of mode 0700 when new. */
  static AuditFile open(Path path) throws IOException {
    var _ = PrivateFiles.folderFor(path);
    try {
      Files.createFile(path, PrivateFiles.fileMode());
    } catch (FileAlreadyExistsException e) {
      // It is continued.
    }
    var out = new FileOutputStream(path.toFile(), true);
    try {
      var end = new RandomAccessFile(path.toFile(), "rw");
      return new AuditFile(out, end, Files.isRegularFile(path) && endsTorn(end));
    } catch (IOException e) {
      out.close();
      throw e;
    }
  }

  /**
   * Appends whole lines; all of them or, when this throws, none that a reader would take as one.
   */
  void append(byte[] lines) throws IOException {
    if (torn) {
      out.write(NEWLINE);
      torn = false;
    }
    var before = end.length();
    try {
      out.write(lines);
    } catch (IOException e) {
      takeBack(before);
      throw e;
    }
  }

  /** Forces what was written to the device. Thread-safe. */
  void sync() throws IOException {
    out.getFD().sync();
  }

  @Override
  public void close() throws IOException {
    try (out;
        end) {
      sync();
    }
  }

  private void takeBack(long before) {
    try {
      if (end.length() > before) {
        end.setLength(before);
      }
    } catch (IOException e) {
      torn = true;
    }
  }

  private static boolean endsTorn(RandomAccessFile file) throws IOException {
    if (file.length() == 0) {
      return false;
    }
    file.seek(file.length() - 1);
    return file.read() != '\n';
  }
}
