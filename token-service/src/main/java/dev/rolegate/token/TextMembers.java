package dev.rolegate.token;

import dev.rolegate.auth.StrictJson;
import dev.rolegate.auth.http.Problem;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A JSON object of which every member is a text that must be there, and nothing else is. */
record TextMembers(Map<String, String> values) {
  private static final StrictJson STRICT =
      new StrictJson(RequestBody.MOST_BYTES, RequestBody.MOST_BYTES, 64);

  TextMembers {
    values = Map.copyOf(values);
  }

  /** What came of reading. */
  sealed interface Reading {
    record Read(TextMembers members) implements Reading {}

    record Refused(Problem problem) implements Reading {}
  }

  /** One of those that were asked for. */
  String get(String name) {
    return Objects.requireNonNull(values.get(name), name);
  }

  static Reading read(Context ctx, List<String> names) throws IOException {
    if (ctx.queryString() != null) {
      return refused(
          "Send every member in the body and none in the URL, where logs would keep it.");
    }
    var types = ClientRequest.headers(ctx, "Content-Type");
    if (types.size() != 1
        || !types.getFirst().matches("(?i)application/json([ \t]*;[ \t]*charset=utf-8)?")) {
      return new Reading.Refused(Problem.ofStatus(415));
    }
    var bytes = ClientRequest.body(ctx);
    if (bytes == null) {
      return new Reading.Refused(Problem.ofStatus(413));
    }
    if (!(STRICT.read(bytes) instanceof StrictJson.Reading.Read(var object))) {
      return refused("Send one JSON object in UTF-8, each member once.");
    }
    var values = new HashMap<String, String>();
    for (var name : names) {
      var text = object.path(name).textValue();
      if (text != null && !text.isEmpty()) {
        values.put(name, text);
      }
    }
    return values.size() == names.size() && object.size() == names.size()
        ? new Reading.Read(new TextMembers(values))
        : refused(
            "Send a JSON object with exactly these members, each a text: "
                + String.join(", ", names)
                + ".");
  }

  private static Reading refused(String description) {
    return new Reading.Refused(Problem.invalidRequest(description));
  }

  @Override
  public String toString() {
    return "TextMembers[redacted]";
  }
}
