package dev.rolegate.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The audit of one service as an auditor reads it: one JSON object a line. */
public record AuditFile(Path path) {
  /** Every line; fails when one is not a JSON object of its own. */
  public List<JsonNode> lines() {
    return text().lines().map(Json::parse).toList();
  }

  /** The lines of one request. */
  public List<JsonNode> of(String requestId) {
    return lines().stream()
        .filter(line -> line.path("request_id").asText().equals(requestId))
        .toList();
  }

  public String text() {
    try {
      return Files.readString(path, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
