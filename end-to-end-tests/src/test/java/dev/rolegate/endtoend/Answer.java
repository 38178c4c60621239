package dev.rolegate.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One HTTP answer, whoever fetched it.
 *
 * @param headers as lines {@code Name: value}
 */
public record Answer(int status, List<String> headers, String body) {
  public Answer {
    headers = List.copyOf(headers);
  }

  static Answer of(HttpResponse<String> response) {
    return new Answer(response.statusCode(), lines(response.headers().map()), response.body());
  }

  static List<String> lines(Map<String, List<String>> headers) {
    var lines = new ArrayList<String>();
    headers.forEach((name, values) -> values.forEach(value -> lines.add(name + ": " + value)));
    return lines;
  }

  /** Every value of a header. */
  public List<String> all(String name) {
    return headers.stream()
        .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
        .map(line -> line.substring(name.length() + 1).strip())
        .toList();
  }

  /** The value of a header that is there at most once; empty when absent. */
  public String header(String name) {
    var values = all(name);
    assertThat(values).as(name + " in " + this).hasSizeLessThan(2);
    return values.isEmpty() ? "" : values.getFirst();
  }

  /** The id that leads to the log and the audit. */
  public String requestId() {
    var id = header("X-Request-Id");
    assertThat(id).as("X-Request-Id in " + this).matches("[0-9a-f]{32}");
    return id;
  }

  public boolean isEventStream() {
    return header("Content-Type").startsWith("text/event-stream");
  }

  /** The body; of an event stream the one JSON-RPC response in it. */
  public JsonNode json() {
    return Json.parse(isEventStream() ? Events.responseIn(body) : body);
  }

  /** Everything that left the server. */
  public String everything() {
    return String.join("\n", headers) + "\n\n" + body;
  }
}
