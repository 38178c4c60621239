package dev.rolegate.cli.verify;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rolegate.cli.verify.Session.Spoken;
import java.util.List;
import java.util.stream.Collectors;

/** Tools as a server lists them, and what they answer. */
final class Tools {
  private Tools() {}

  static List<JsonNode> in(Spoken list) {
    return list.heard().json().path("result").path("tools").valueStream().toList();
  }

  static boolean reads(JsonNode tool) {
    return tool.path("annotations").path("readOnlyHint").asBoolean();
  }

  /** Whether it only reads, and needs no argument. */
  static boolean readsEverything(JsonNode tool) {
    return reads(tool) && tool.path("inputSchema").path("required").isEmpty();
  }

  static JsonNode result(Spoken spoken) {
    return spoken.heard().json().path("result").path("structuredContent");
  }

  /** What it says to people. */
  static String text(Heard heard) {
    return heard
        .json()
        .path("result")
        .path("content")
        .valueStream()
        .map(part -> part.path("text").asText())
        .collect(Collectors.joining("\n"));
  }
}
