package dev.rolegate.auth.audit;

import dev.rolegate.auth.text.Timestamp;
import java.time.Instant;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A signed word that at a time the chain was at a place. As one line of JSON it is what is kept
 * elsewhere as an anchor.
 *
 * @param key the id of the key
 */
public record Checkpoint(ChainPosition at, String time, String key, String signature) {
  private static final Pattern LINE =
      Pattern.compile(
          "\\{\"checkpoint\":(\\d{1,18}),\"time\":\"([0-9TZ:.+-]{20,40})\",\"chain\":\"((?:[\\w-]{43})?)\","
              + "\"key\":\"([\\w-]{11})\",\"signature\":\"([\\w-]{43})\"\\}");

  /**
   * The checkpoint that a line holds, or null when it holds none. Says nothing of its signature.
   */
  public static @Nullable Checkpoint parse(String line) {
    var match = LINE.matcher(line);
    return match.matches() ? of(match.toMatchResult()) : null;
  }

  /** The same of a line that says more, such as one of a log, be it JSON in JSON. */
  static @Nullable Checkpoint find(String line) {
    var match = LINE.matcher(line.replace("\\\"", "\""));
    return match.find() ? of(match.toMatchResult()) : null;
  }

  private static Checkpoint of(MatchResult match) {
    return new Checkpoint(
        new ChainPosition(Long.parseLong(match.group(1)), match.group(3)),
        match.group(2),
        match.group(4),
        match.group(5));
  }

  /** What is signed. */
  static String signed(ChainPosition at, String time, String key) {
    return "{\"checkpoint\":%d,\"time\":\"%s\",\"chain\":\"%s\",\"key\":\"%s\""
        .formatted(at.seq(), time, at.chain(), key);
  }

  static String text(Instant time) {
    var text = new StringBuilder(24);
    Timestamp.append(text, time);
    return text.toString();
  }

  /** As one line, without a newline. */
  public String line() {
    return signed(at, time, key) + ",\"signature\":\"" + signature + "\"}";
  }
}
