package dev.rolegate.cli.agent;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolegate.agent.ServerState;
import dev.rolegate.agent.ToolAnswer;
import dev.rolegate.auth.text.OneLine;
import dev.rolegate.cli.Json;
import java.util.List;
import java.util.stream.Stream;

/** How the agent's findings look, in harmless lines for people and in JSON for programs. */
final class Shown {
  private static final int LONGEST = 4000;
  private static final ObjectWriter INDENTED =
      JsonMapper.builder()
          .build()
          .writer(
              new DefaultPrettyPrinter()
                  .withObjectIndenter(new DefaultIndenter("  ", "\n"))
                  .withArrayIndenter(new DefaultIndenter("  ", "\n")));

  private Shown() {}

  /** What a tool answered. */
  static List<String> answer(ToolAnswer answer) {
    var structured = answer.structured();
    var text = structured == null || answer.refused() ? answer.text() : indented(structured);
    return text.lines().map(line -> OneLine.of(line, LONGEST)).toList();
  }

  static ObjectNode json(ToolAnswer answer) {
    return Json.object()
        .put("refused", answer.refused())
        .put("text", answer.text())
        .set("structured", answer.structured());
  }

  /** One line for each server, and one for all. */
  static List<String> servers(String client, List<ServerState> states) {
    var widest = states.stream().mapToInt(state -> state.name().length()).max().orElse(0);
    var lines =
        states.stream()
            .map(
                state -> state.name() + " ".repeat(widest + 2 - state.name().length()) + of(state));
    var joined = joined(states).toList();
    var tools = joined.stream().mapToInt(one -> one.tools().size()).sum();
    return Stream.concat(
            lines,
            Stream.of(
                "%s has %s from %s."
                    .formatted(
                        OneLine.of(client, 100),
                        counted(tools, "tool"),
                        counted(joined.size(), "server"))))
        .toList();
  }

  static ObjectNode json(String client, List<ServerState> states) {
    var json = Json.object().put("client_id", client);
    var servers = json.putArray("servers");
    for (var state : states) {
      var server = servers.addObject().put("name", state.name());
      switch (state) {
        case ServerState.Joined(var _, var url, var tools) -> {
          server.put("state", "joined").put("url", url);
          var names = server.putArray("tools");
          tools.forEach(tool -> names.add(tool.name()));
        }
        case ServerState.NotPermitted(var _, var why) ->
            server.put("state", "not_permitted").put("why", why);
        case ServerState.Down(var _, var url, var why) ->
            server.put("state", "down").put("url", url).put("why", why);
      }
    }
    return json;
  }

  static Stream<ServerState.Joined> joined(List<ServerState> states) {
    return states.stream()
        .filter(ServerState.Joined.class::isInstance)
        .map(ServerState.Joined.class::cast);
  }

  private static String of(ServerState state) {
    return switch (state) {
      case ServerState.Joined joined -> counted(joined.tools().size(), "tool");
      case ServerState.NotPermitted(var _, var why) -> "not permitted: " + OneLine.of(why, LONGEST);
      case ServerState.Down(var _, var _, var why) -> "down: " + OneLine.of(why, LONGEST);
    };
  }

  private static String counted(int number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }

  private static String indented(JsonNode json) {
    try {
      return INDENTED.writeValueAsString(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree can always be written", e);
    }
  }
}
