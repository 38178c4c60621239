package dev.rolegate.auth.revocation;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolegate.auth.StrictJson;
import dev.rolegate.auth.config.PrivateFiles;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Supplier;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * What is revoked, on disk: lines of JSON, each behind its checksum, only ever appended; from time
 * to time the file is written anew without what no longer matters. A line is on the device before
 * {@link #append} returns. Used by one thread.
 */
final class RevocationFile implements AutoCloseable {
  private static final int LONGEST_LINE = 8 * 1024;
  private static final int CHECKSUM = 8;
  private static final int LINES_BEFORE_ANEW = 10_000;
  private static final StrictJson JSON = new StrictJson(LONGEST_LINE, 4096, 64);

  private final Path file;
  private final String issuer;

  /** Null: the file must be written anew before anything is appended. */
  private @Nullable FileChannel end;

  private long appended;
  private long writtenAnew;

  /**
   * @param issuer whose revocations they are; a file of another's counts as none
   */
  RevocationFile(Path file, String issuer) {
    this.file = file;
    this.issuer = issuer;
  }

  /** What came of reading. */
  sealed interface Reading {
    /** Whole; a last line that a crash cut short was never relied upon, and counts as none. */
    record Read(FeedPosition position) implements Reading {}

    /** There is none, or it is another issuer's. */
    record None() implements Reading {}

    /** Something in it is not what was written; what could be read was added all the same. */
    record Damaged() implements Reading {}
  }

  /** Reads everything into a list. */
  Reading readInto(RevocationList list) throws IOException {
    if (!Files.exists(file)) {
      return new Reading.None();
    }
    if (PrivateFiles.isWritableByOthers(file)) {
      return new Reading.Damaged();
    }
    try (var in = new BufferedInputStream(Files.newInputStream(file))) {
      var header = next(in);
      if (header == null) {
        return new Reading.None();
      }
      var read = checked(header);
      if (read == null) {
        return new Reading.Damaged();
      }
      return read.path("revocations_of").asText().equals(issuer)
          ? read(in, list)
          : new Reading.None();
    }
  }

  private static Reading read(InputStream in, RevocationList list) throws IOException {
    var position = FeedPosition.NONE;
    var damaged = false;
    for (var line = next(in); line != null; line = next(in)) {
      var json = checked(line);
      var thing = json == null || json.has("seq") ? null : RevokedThing.of(json);
      if (thing != null) {
        list.add(thing);
      } else if (json != null && json.has("seq")) {
        position = FeedPosition.of(json);
      } else {
        damaged = true;
      }
    }
    return damaged ? new Reading.Damaged() : new Reading.Read(position);
  }

  /** The next line that has an end; null when there is none. A longer one comes in pieces. */
  private static byte @Nullable [] next(InputStream in) throws IOException {
    var line = new ByteArrayOutputStream(160);
    for (var b = in.read(); b >= 0; b = in.read()) {
      if (b == '\n' || line.size() > LONGEST_LINE) {
        return line.toByteArray();
      }
      line.write(b);
    }
    return null;
  }

  private static @Nullable ObjectNode checked(byte[] line) {
    if (line.length < CHECKSUM + 1) {
      return null;
    }
    var json = Arrays.copyOfRange(line, CHECKSUM + 1, line.length);
    var said = new String(line, 0, CHECKSUM, StandardCharsets.US_ASCII);
    return said.equals(checksum(json)) && JSON.read(json) instanceof StrictJson.Reading.Read(var o)
        ? o
        : null;
  }

  /**
   * Adds to the file, or writes it anew when that is due.
   *
   * @param all everything that is to be in the file afterwards
   */
  void append(List<RevokedThing> news, FeedPosition position, Supplier<List<RevokedThing>> all)
      throws IOException {
    var channel = end;
    if (channel == null || appended > LINES_BEFORE_ANEW + writtenAnew) {
      writeAnew(all.get(), position);
      return;
    }
    var lines = new ByteArrayOutputStream();
    news.forEach(thing -> write(lines, thing.json()));
    // Last: whoever reads it has read the others.
    write(lines, position.json());
    try {
      var buffer = ByteBuffer.wrap(lines.toByteArray());
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      if (!news.isEmpty()) {
        channel.force(false);
      }
      appended += news.size() + 1L;
    } catch (IOException e) {
      close();
      throw e;
    }
  }

  private void writeAnew(List<RevokedThing> all, FeedPosition position) throws IOException {
    close();
    var lines = new ByteArrayOutputStream();
    write(lines, JsonNodeFactory.instance.objectNode().put("revocations_of", issuer));
    all.forEach(thing -> write(lines, thing.json()));
    write(lines, position.json());
    PrivateFiles.replace(file, lines.toByteArray());
    // Or a power failure could bring back the file of before, and lose what follows with the new.
    try (var folder = FileChannel.open(PrivateFiles.folderFor(file), StandardOpenOption.READ)) {
      folder.force(true);
    }
    end = FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
    appended = 0;
    writtenAnew = all.size();
  }

  private static void write(ByteArrayOutputStream lines, ObjectNode json) {
    var bytes = json.toString().getBytes(StandardCharsets.UTF_8);
    lines.writeBytes(checksum(bytes).getBytes(StandardCharsets.US_ASCII));
    lines.write(' ');
    lines.writeBytes(bytes);
    lines.write('\n');
  }

  private static String checksum(byte[] bytes) {
    var crc = new CRC32();
    crc.update(bytes);
    return HexFormat.of().toHexDigits((int) crc.getValue());
  }

  @Override
  public void close() {
    var open = end;
    end = null;
    if (open != null) {
      try {
        open.close();
      } catch (IOException e) {
        // Everything that counts was forced to the device before.
      }
    }
  }
}
