package dev.rolegate.auth.audit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What a line says of its own place: its last two members, {@code ,"seq":N,"chain":"…"}}.
 *
 * @param covered how many of its bytes its hash covers
 */
record ChainedLine(long seq, String chain, int covered) {
  private static final byte[] SEQ = ",\"seq\":".getBytes(ISO_8859_1);
  private static final byte[] CHAIN = ",\"chain\":\"".getBytes(ISO_8859_1);
  private static final byte[] END = "\"}".getBytes(ISO_8859_1);
  private static final int MOST_DIGITS = 18;

  /** The place as the line claims it, or null when it claims none. */
  static @Nullable ChainedLine of(byte[] line) {
    var covered = line.length - CHAIN.length - ChainHash.LENGTH - END.length;
    if (covered < 0 || !has(CHAIN, line, covered) || !has(END, line, line.length - END.length)) {
      return null;
    }
    var digits = covered;
    while (digits > 0 && line[digits - 1] >= '0' && line[digits - 1] <= '9') {
      digits--;
    }
    var count = covered - digits;
    if (count == 0 || count > MOST_DIGITS || !has(SEQ, line, digits - SEQ.length)) {
      return null;
    }
    return new ChainedLine(
        Long.parseLong(new String(line, digits, count, ISO_8859_1)),
        new String(line, covered + CHAIN.length, ChainHash.LENGTH, ISO_8859_1),
        covered);
  }

  /**
   * Writes the next line.
   *
   * @param opening a JSON object with at least one member, not yet closed
   * @return its place
   */
  static ChainPosition write(
      ByteArrayOutputStream out, ChainHash hash, ChainPosition before, byte[] opening) {
    var seq = before.seq() + 1;
    var number = Long.toString(seq).getBytes(ISO_8859_1);
    var covered = Arrays.copyOf(opening, opening.length + SEQ.length + number.length);
    System.arraycopy(SEQ, 0, covered, opening.length, SEQ.length);
    System.arraycopy(number, 0, covered, opening.length + SEQ.length, number.length);
    var chain = hash.link(before.chain(), covered, covered.length);
    out.writeBytes(covered);
    out.writeBytes(CHAIN);
    out.writeBytes(chain.getBytes(ISO_8859_1));
    out.writeBytes(END);
    out.write('\n');
    return new ChainPosition(seq, chain);
  }

  /** Whether the line, whose bytes these are, is unchanged and stood right after that place. */
  boolean follows(ChainPosition before, byte[] line, ChainHash hash) {
    return seq == before.seq() + 1 && isLinkedTo(before.chain(), line, hash);
  }

  /** The same, whatever its number is. */
  boolean isLinkedTo(String before, byte[] line, ChainHash hash) {
    return hash.link(before, line, covered).equals(chain);
  }

  ChainPosition position() {
    return new ChainPosition(seq, chain);
  }

  private static boolean has(byte[] part, byte[] line, int at) {
    return at >= 0
        && at + part.length <= line.length
        && Arrays.equals(line, at, at + part.length, part, 0, part.length);
  }
}
