package dev.rolegate.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A well-formed POST to {@code /mcp} or {@code /messages}, of which a test breaks one thing. */
public final class McpRequest {
  private String method = "POST";
  private String target;
  private final List<String> headers = new ArrayList<>();
  private byte[] body;

  private McpRequest(String target, JsonNode message, String token) {
    this.target = target;
    this.body = RawHttp.utf8(Json.text(message));
    headers.add("Authorization: Bearer " + token);
    headers.add("Content-Type: application/json");
    headers.add("Accept: application/json, text/event-stream");
  }

  public static McpRequest post(String target, JsonNode message, String token) {
    return new McpRequest(target, message, token);
  }

  public McpRequest in(Streamable session) {
    headers.addAll(session.sessionHeaders());
    return this;
  }

  public McpRequest method(String other) {
    method = other;
    return this;
  }

  public McpRequest target(String other) {
    target = other;
    return this;
  }

  /** Sets a header, written {@code Name: value}, in the place of the one there was. */
  public McpRequest with(String header) {
    without(header.substring(0, header.indexOf(':')));
    return and(header);
  }

  /** Adds a header to the one there is. */
  public McpRequest and(String header) {
    headers.add(header);
    return this;
  }

  public McpRequest without(String name) {
    headers.removeIf(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1));
    return this;
  }

  public McpRequest body(String text) {
    return body(text.getBytes(StandardCharsets.UTF_8));
  }

  public McpRequest body(byte[] bytes) {
    body = bytes.clone();
    return this;
  }

  public Answer send(RawHttp http) {
    return http.exchange(http.request(method, target, body, headers));
  }
}
