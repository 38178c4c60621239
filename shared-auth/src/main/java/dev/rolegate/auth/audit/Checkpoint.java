package dev.rolegate.auth.audit;

import dev.rolegate.auth.text.Timestamp;
import java.time.Instant;
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
    return match.matches()
        ? new Checkpoint(
            new ChainPosition(Long.parseLong(match.group(1)), match.group(3)),
            match.group(2),
            match.group(4),
            match.group(5))
        : null;
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
