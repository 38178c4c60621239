package dev.rolegate.auth.audit;

/**
 * A place in a chain: the number of a line, and the hash that covers it and every line before.
 *
 * @param seq the first line is 1; 0 is the place before it
 * @param chain as it stands in the file; empty before the first line
 */
public record ChainPosition(long seq, String chain) {
  static final ChainPosition START = new ChainPosition(0, "");
}
