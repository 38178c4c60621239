package dev.rolegate.endtoend;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Server-sent events (HTML standard §9.2), as far as MCP uses them. */
final class Events {
  private Events() {}

  /** One event; the type is {@code message} unless it says otherwise. */
  record Event(String type, String data) {}

  /** Collects lines until one ends an event. */
  static final class Reader {
    private String type = "message";
    private final List<String> data = new ArrayList<>();

    /** The event that this line ends, or null. */
    @Nullable Event take(String line) {
      if (line.isEmpty()) {
        var event = data.isEmpty() ? null : new Event(type, String.join("\n", data));
        type = "message";
        data.clear();
        return event;
      }
      if (line.startsWith("event:")) {
        type = line.substring(6).strip();
      } else if (line.startsWith("data:")) {
        data.add(line.substring(5).strip());
      }
      return null;
    }
  }

  /** The data of the only event that is a response; notifications are passed by. */
  static String responseIn(String stream) {
    var reader = new Reader();
    var responses = new ArrayList<String>();
    for (var line : (stream + "\n\n").lines().toList()) {
      var event = reader.take(line);
      if (event != null && !event.data().isEmpty() && Json.parse(event.data()).has("id")) {
        responses.add(event.data());
      }
    }
    if (responses.size() != 1) {
      throw new AssertionError("expected one response in the stream: " + stream);
    }
    return responses.getFirst();
  }
}
