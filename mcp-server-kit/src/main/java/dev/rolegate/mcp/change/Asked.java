package dev.rolegate.mcp.change;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolegate.mcp.schema.Json;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A call as it was asked for, in one spelling.
 *
 * @param arguments JSON text with its members in order
 * @param digest of tool, arguments and principal
 */
record Asked(String tool, String arguments, String digest) {
  private static final ObjectReader EXACT =
      Json.mapper().reader().with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

  static Asked of(String tool, @Nullable JsonNode arguments, String principal) {
    var text =
        (arguments == null ? JsonNodeFactory.instance.objectNode() : ordered(arguments)).toString();
    return new Asked(tool, text, digest(tool, text, principal));
  }

  static String digest(String tool, String arguments, String principal) {
    try {
      var sha = MessageDigest.getInstance("SHA-256");
      for (var part : new String[] {tool, arguments, principal}) {
        var bytes = part.getBytes(StandardCharsets.UTF_8);
        sha.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
        sha.update(bytes);
      }
      return HexFormat.of().formatHex(sha.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** Reads JSON text of ours with its numbers as they stand there. */
  static JsonNode read(String json) {
    try {
      return EXACT.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("what was kept is no JSON", e);
    }
  }

  private static JsonNode ordered(JsonNode node) {
    return switch (node) {
      case ObjectNode object -> {
        var members = new TreeMap<String, JsonNode>();
        object
            .properties()
            .forEach(member -> members.put(member.getKey(), ordered(member.getValue())));
        yield JsonNodeFactory.instance.objectNode().setAll(members);
      }
      case ArrayNode array -> {
        var items = JsonNodeFactory.instance.arrayNode(array.size());
        array.forEach(item -> items.add(ordered(item)));
        yield items;
      }
      default -> node;
    };
  }
}
