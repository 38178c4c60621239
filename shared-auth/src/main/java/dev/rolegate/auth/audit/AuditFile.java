package dev.rolegate.auth.audit;

import dev.rolegate.auth.config.PrivateFiles;
import java.io.ByteArrayOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file that only grows, by whole lines. A write that fails half way is taken back, at the latest
 * before the next one. Used by one thread at a time, except {@link #sync}.
 *
 * <p>A stream and not a FileChannel: that one closes for everybody when the thread that happens to
 * write is interrupted.
 */
final class AuditFile implements AutoCloseable {
  private static final long NOTHING = -1;

  private final FileOutputStream out;
  private final RandomAccessFile end;
  private final boolean regular;
  private final Device device;
  private boolean torn;
  private long strayFrom = NOTHING;

  private AuditFile(
      FileOutputStream out, RandomAccessFile end, boolean regular, Device device, boolean torn) {
    this.out = out;
    this.end = end;
    this.regular = regular;
    this.device = device;
    this.torn = torn;
  }

  /** Opens the file, mode 0600 when new, in folders of mode 0700 when new. */
  static AuditFile open(Path path, Device device) throws IOException {
    var _ = PrivateFiles.folderFor(path);
    try {
      Files.createFile(path, PrivateFiles.fileMode());
    } catch (FileAlreadyExistsException e) {
      // It is continued.
    }
    var out = new FileOutputStream(path.toFile(), true);
    try {
      var end = new RandomAccessFile(path.toFile(), "rw");
      var regular = Files.isRegularFile(path);
      return new AuditFile(out, end, regular, device, regular && endsTorn(end));
    } catch (IOException e) {
      out.close();
      throw e;
    }
  }

  /** Whether this process may write the file alone from now on, until it is closed. */
  boolean lock() throws IOException {
    try {
      return end.getChannel().tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  /** The file's last bytes, at most so many. */
  byte[] last(int most) throws IOException {
    var from = Math.max(0, end.length() - most);
    var bytes = new byte[(int) (end.length() - from)];
    end.seek(from);
    end.readFully(bytes);
    return bytes;
  }

  /**
   * Appends whole lines, after ending a last line that was cut short; all of them or, when this
   * throws, none that the next append would leave there.
   */
  void append(byte[] lines) throws IOException {
    if (strayFrom != NOTHING) {
      // Lines of a failed append would break the chain, so nothing follows them.
      takeBack(strayFrom);
    }
    var before = end.length();
    try {
      out.write(torn ? onANewLine(lines) : lines);
      torn = false;
    } catch (IOException e) {
      strayFrom = before;
      try {
        takeBack(before);
      } catch (IOException again) {
        e.addSuppressed(again);
      }
      throw e;
    }
  }

  /** Ends a last line that lacks only its newline. */
  void endLine() throws IOException {
    if (torn) {
      append(new byte[0]);
    }
  }

  /** Forces what was written to the device. Thread-safe. */
  void sync() throws IOException {
    if (regular) {
      device.force(out.getFD());
    }
  }

  @Override
  public void close() throws IOException {
    try (out;
        end) {
      sync();
    }
  }

  private void takeBack(long length) throws IOException {
    if (end.length() > length) {
      end.setLength(length);
    }
    strayFrom = NOTHING;
  }

  private static byte[] onANewLine(byte[] lines) {
    var ended = new ByteArrayOutputStream(lines.length + 1);
    ended.write('\n');
    ended.writeBytes(lines);
    return ended.toByteArray();
  }

  private static boolean endsTorn(RandomAccessFile file) throws IOException {
    if (file.length() == 0) {
      return false;
    }
    file.seek(file.length() - 1);
    return file.read() != '\n';
  }
}
