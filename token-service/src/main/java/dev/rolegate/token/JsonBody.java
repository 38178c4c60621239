package dev.rolegate.token;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.rolegate.token.RequestBody.Malformed;
import dev.rolegate.token.RequestBody.Parameters;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Set;

/**
 * Reads the JSON form of a token request, which goes beyond RFC 6749: an object whose members are
 * the parameters. No duplicate member, nothing after the object, strings only ({@code resource}
 * also as an array of strings). Thread-safe.
 */
final class JsonBody {
  private static final Set<String> KNOWN =
      Set.of("grant_type", "client_id", "client_secret", "scope", RequestBody.REPEATABLE);

  private static final JsonMapper STRICT =
      JsonMapper.builder(
              JsonFactory.builder()
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(8)
                          .maxNumberLength(32)
                          .maxNameLength(64)
                          .maxDocumentLength(RequestBody.MOST_BYTES)
                          .build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private JsonBody() {}

  static RequestBody parse(byte[] body) {
    // Decoded here: Jackson would guess UTF-16 and UTF-32, and accept overlong forms.
    var text = RequestBody.utf8(body);
    if (text == null) {
      return malformed();
    }
    JsonNode root;
    try (JsonParser parser = STRICT.createParser(text)) {
      root = STRICT.readTree(parser);
      if (root == null || parser.nextToken() != null) {
        return malformed();
      }
    } catch (JsonProcessingException e) {
      return malformed();
    } catch (java.io.IOException e) {
      throw new IllegalStateException("reading from memory failed", e);
    }
    return root.isObject() ? parameters(root) : malformed();
  }

  private static RequestBody parameters(JsonNode root) {
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

  private static Malformed malformed() {
    return Malformed.of(
        "malformed_json", "The JSON is malformed; send one object in UTF-8, each member once.");
  }
}
