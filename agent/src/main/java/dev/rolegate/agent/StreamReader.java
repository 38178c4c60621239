package dev.rolegate.agent;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Reads along with an event stream: which event was the last, how long to wait before coming back
 * for more, and whether the answer of the request was among them. Used by one thread at a time.
 */
final class StreamReader {
  private static final int LONGEST = 4 * 1024 * 1024;
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
  private static final JsonFactory JSON = new JsonFactory();

  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private final ByteArrayOutputStream data = new ByteArrayOutputStream();
  private @Nullable String lastId;
  private Duration pause = PAUSE;
  private boolean answered;

  /** The id of the last event that had one. */
  @Nullable String lastId() {
    return lastId;
  }

  /** What the server wants to be waited for ({@code retry}), within reason. */
  Duration pause() {
    return pause;
  }

  boolean answered() {
    return answered;
  }

  /** Reads these bytes and leaves them as they are. */
  void read(ByteBuffer bytes) {
    var copy = bytes.duplicate();
    while (copy.hasRemaining()) {
      var next = copy.get();
      if (next == '\n') {
        line();
      } else if (next != '\r' && line.size() < LONGEST) {
        line.write(next);
      }
    }
  }

  private void line() {
    var text = line.toString(StandardCharsets.UTF_8);
    line.reset();
    if (text.isEmpty()) {
      answered |= isAnswer(data.toByteArray());
      data.reset();
      return;
    }
    var colon = text.indexOf(':');
    var field = colon < 0 ? text : text.substring(0, colon);
    var value = colon < 0 ? "" : text.substring(colon + 1).replaceFirst("^ ", "");
    switch (field) {
      case "id" -> lastId = value.length() <= 1000 && value.indexOf('\0') < 0 ? value : null;
      case "retry" -> {
        if (value.matches("[0-9]{1,9}")) {
          var asked = Duration.ofMillis(Long.parseLong(value));
          pause = asked.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : asked;
        }
      }
      case "data" -> {
        if (data.size() + value.length() <= LONGEST) {
          data.writeBytes(value.getBytes(StandardCharsets.UTF_8));
        }
      }
      default -> {}
    }
  }

  /** A message that has no method answers one that has. */
  private static boolean isAnswer(byte[] message) {
    if (message.length == 0) {
      return false;
    }
    try (var parser = JSON.createParser(message)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return false;
      }
      for (var name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
        if (name.equals("method")) {
          return false;
        }
        parser.nextToken();
        parser.skipChildren();
      }
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
