package dev.rolegate.token;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolegate.auth.StrictJson;
import dev.rolegate.token.RequestBody.Malformed;
import dev.rolegate.token.RequestBody.Parameters;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Set;

/**
 * Reads the JSON form of a client's request, which goes beyond RFC 6749: an object whose members
 * are the parameters. No duplicate member, nothing after the object, strings only ({@code resource}
 * also as an array of strings). Thread-safe.
 */
final class JsonBody {
  private static final Set<String> KNOWN =
      Set.of(
          "grant_type",
          "client_id",
          "client_secret",
          "client_assertion",
          "client_assertion_type",
          "scope",
          "token",
          "token_type_hint",
          "refresh_token",
          "subject_token",
          "subject_token_type",
          "requested_token_type",
          "actor_token",
          "actor_token_type",
          "audience",
          RequestBody.REPEATABLE);

  private static final StrictJson STRICT =
      new StrictJson(RequestBody.MOST_BYTES, RequestBody.MOST_BYTES, 64);

  private JsonBody() {}

  static RequestBody parse(byte[] body) {
    return STRICT.read(body) instanceof StrictJson.Reading.Read(var object)
        ? parameters(object)
        : Malformed.of(
            "malformed_json", "The JSON is malformed; send one object in UTF-8, each member once.");
  }

  private static RequestBody parameters(ObjectNode root) {
    if (root.size() > RequestBody.MOST_PARAMETERS) {
      return Malformed.tooMany();
    }
    var values = new HashMap<String, List<String>>();
    for (var member : root.properties()) {
      if (!KNOWN.contains(member.getKey())) {
        continue; // Unrecognised parameters are ignored (RFC 6749 §3.2).
      }
      var texts = new ArrayList<String>();
      var value = member.getValue();
      var repeatable = member.getKey().equals(RequestBody.REPEATABLE);
      for (var item : repeatable && value.isArray() ? value : List.of(value)) {
        if (!item.isTextual()) {
          return Malformed.of(
              "wrong_type",
              "Each parameter is a string; only resource may also be an array of strings.");
        }
        texts.add(item.textValue());
      }
      if (texts.size() > RequestBody.MOST_PARAMETERS) {
        return Malformed.tooMany();
      }
      values.put(member.getKey(), List.copyOf(texts));
    }
    return new Parameters(values);
  }
}
