package dev.rolegate.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A client of Streamable HTTP that says what it can, and answers what it is asked as told. */
public final class ElicitingClient {
  private final SampleServer server;
  private final String token;
  private final String session;

  private ElicitingClient(SampleServer server, String token, String session) {
    this.server = server;
    this.token = token;
    this.session = session;
  }

  /**
   * Opens a session.
   *
   * @param capabilities JSON with {@code '} for the quotation mark
   */
  public static ElicitingClient open(
      SampleServer server, String token, String revision, String capabilities) {
    var initialize =
        SampleServer.initialize()
            .replace("'capabilities':{}", "'capabilities':" + capabilities)
            .replace("2025-11-25", revision);
    var session =
        server
            .send(server.message("/mcp", token, initialize))
            .headers()
            .firstValue("Mcp-Session-Id")
            .orElseThrow();
    return new ElicitingClient(server, token, session);
  }

  public static ElicitingClient open(SampleServer server, String token) {
    return open(server, token, "2025-11-25", "{'elicitation':{}}");
  }

  /** What came on the way to an answer, the answer last. */
  public record Course(List<JsonNode> questions, JsonNode answer) {
    public String text() {
      return answer.at("/result/content/0/text").textValue();
    }

    public boolean isError() {
      return answer.at("/result/isError").booleanValue();
    }
  }

  /** Calls, and has each question dealt with. */
  public Course call(String tool, String arguments, Consumer<JsonNode> dealing) {
    return call(tool, arguments, "application/json, text/event-stream", dealing);
  }

  /** The same with another {@code Accept}. */
  public Course call(String tool, String arguments, String accept, Consumer<JsonNode> dealing) {
    var request =
        server
            .message("/mcp", token, SampleServer.call(tool, arguments))
            .header("Mcp-Session-Id", session)
            .setHeader("Accept", accept)
            .build();
    try {
      HttpResponse<java.io.InputStream> response =
          server.http().send(request, BodyHandlers.ofInputStream());
      var questions = new ArrayList<JsonNode>();
      try (var lines =
          new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
        if (response.headers().firstValue("Content-Type").orElse("").contains("json")) {
          return new Course(questions, SampleServer.json(lines.readLine()));
        }
        for (var line = lines.readLine(); line != null; line = lines.readLine()) {
          if (!line.startsWith("data: ")) {
            continue;
          }
          var message = SampleServer.json(line.substring("data: ".length()));
          if (!message.has("method")) {
            return new Course(questions, message);
          }
          questions.add(message);
          dealing.accept(message);
        }
      }
      throw new AssertionError("the stream ended without an answer");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Answers a question in this session, with {@code result} or {@code error} as JSON. */
  public int answer(JsonNode question, String member) {
    return server
        .inSession(
            session, token, "{'jsonrpc':'2.0','id':%s,%s}".formatted(question.get("id"), member))
        .statusCode();
  }

  /** Says goodbye. */
  public void end() {
    var _ =
        server.send(
            java.net.http.HttpRequest.newBuilder(server.uri("/mcp"))
                .header("Authorization", "Bearer " + token)
                .header("Mcp-Session-Id", session)
                .DELETE());
  }
}
