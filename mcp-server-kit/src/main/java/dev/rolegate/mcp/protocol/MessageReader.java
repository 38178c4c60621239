package dev.rolegate.mcp.protocol;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolegate.auth.text.OneLine;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads one message as strictly as JSON-RPC 2.0 §4 and RFC 8259 allow: valid UTF-8, no member
 * twice, nothing behind the object, everything bounded. What is read here is what is decided about;
 * nobody reads the bytes again. Thread-safe.
 */
public final class MessageReader {
  private static final int LONGEST_ID = 128;
  private static final int LONGEST_METHOD = 128;
  private static final int MOST_TOKENS = 20_000;
  private static final ObjectReader READER = reader();

  private MessageReader() {}

  /** What came of reading. */
  public sealed interface Reading {
    record Read(Message message) implements Reading {}

    /**
     * No message.
     *
     * @param reason a short stable code for the audit
     * @param explanation a sentence that says what to send
     */
    record Refused(RpcError error, String reason, String explanation) implements Reading {}
  }

  public static Reading read(byte[] utf8) {
    JsonNode root;
    try {
      root = READER.readTree(text(utf8));
    } catch (CharacterCodingException e) {
      return malformed("not_utf8", "The body is not valid UTF-8; send JSON in UTF-8.");
    } catch (JsonProcessingException e) {
      // Only which of two sentences is said depends on Jackson's wording; both refuse.
      return e.getOriginalMessage().startsWith("Duplicate")
          ? malformed("duplicate_key", "The JSON holds a member twice; send each once.")
          : malformed(
              "malformed_json",
              "The body is malformed, or too deep or too long; send one JSON object.");
    }
    if (root.isArray()) {
      return invalid("batch", "Batches are not supported; send one message in each request.");
    }
    return root instanceof ObjectNode object ? message(object) : invalid("no_object", FORM);
  }

  private static final String FORM =
      "Send one JSON-RPC 2.0 message: {\"jsonrpc\":\"2.0\",\"id\":1,\"method\":…,\"params\":{…}}.";

  private static Reading message(ObjectNode object) {
    var version = object.get("jsonrpc");
    if (version == null || !version.isTextual() || !version.textValue().equals("2.0")) {
      return invalid("no_jsonrpc", "Send \"jsonrpc\":\"2.0\" in each message.");
    }
    var idNode = object.get("id");
    var id = idNode == null ? null : id(idNode);
    if (idNode != null && id == null) {
      return invalid("bad_id", "The id must be an integer or a string of 1 to 128 characters.");
    }
    var method = object.get("method");
    if (method == null) {
      return id != null && object.has("result") != object.has("error")
          ? new Reading.Read(new Message.Response(id, object.get("result")))
          : invalid("no_method", FORM);
    }
    if (!method.isTextual() || method.textValue().length() > LONGEST_METHOD) {
      return invalid("bad_method", "The method must be a string of at most 128 characters.");
    }
    var params = object.get("params");
    if (params != null && !params.isObject()) {
      return invalid("bad_params", "The params must be an object.");
    }
    return new Reading.Read(
        id == null
            ? new Message.Notification(method.textValue())
            : new Message.Request(
                id,
                method.textValue(),
                params instanceof ObjectNode given
                    ? given
                    : JsonNodeFactory.instance.objectNode()));
  }

  /** The id as JSON text, or null when it may not be one. */
  private static @Nullable String id(JsonNode node) {
    if (node.isIntegralNumber()) {
      return node.asText();
    }
    return node.isTextual()
            && !node.textValue().isEmpty()
            && node.textValue().length() <= LONGEST_ID
            && node.textValue().codePoints().allMatch(OneLine::isHarmless)
        ? node.toString()
        : null;
  }

  /** Decoded here: Jackson would guess UTF-16 and UTF-32 from the bytes. */
  private static String text(byte[] utf8) throws CharacterCodingException {
    return StandardCharsets.UTF_8
        .newDecoder()
        .onMalformedInput(CodingErrorAction.REPORT)
        .onUnmappableCharacter(CodingErrorAction.REPORT)
        .decode(ByteBuffer.wrap(utf8))
        .toString();
  }

  private static Reading.Refused malformed(String reason, String explanation) {
    return new Reading.Refused(RpcError.PARSE_ERROR, reason, explanation);
  }

  private static Reading.Refused invalid(String reason, String explanation) {
    return new Reading.Refused(RpcError.INVALID_REQUEST, reason, explanation);
  }

  private static ObjectReader reader() {
    var factory =
        JsonFactory.builder()
            .streamReadConstraints(
                StreamReadConstraints.builder()
                    .maxNestingDepth(32)
                    .maxNumberLength(64)
                    .maxNameLength(256)
                    .maxTokenCount(MOST_TOKENS)
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            // Names come from callers: they must not settle in shared tables.
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();
    return JsonMapper.builder(factory)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
        .build()
        .reader();
  }
}
