package dev.rolegate.mcp.change;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolegate.mcp.schema.Json;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a write does as it can be told before it: JSON text of its result before and after, without
 * what is only known when it is written. Equal texts are the same change.
 */
record Shown(@Nullable String before, String after) {
  static Shown of(WritingTool tool, JsonNode arguments, WritingTool.Trial.Written written) {
    var given = new HashSet<String>();
    arguments.fieldNames().forEachRemaining(given::add);
    var before = written.before();
    return new Shown(
        before == null ? null : known(tool, before, given), known(tool, written.after(), given));
  }

  /** The whole result, with what is known once it is written. */
  static String whole(Record result) {
    return tree(result).toString();
  }

  private static String known(WritingTool tool, Record result, Set<String> given) {
    return ResultTree.known(tool.result(), tree(result), given).toString();
  }

  private static ObjectNode tree(Record result) {
    return Json.mapper().valueToTree(result);
  }
}
