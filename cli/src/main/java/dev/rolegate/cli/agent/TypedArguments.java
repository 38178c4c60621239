package dev.rolegate.cli.agent;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolegate.agent.AgentTool;
import dev.rolegate.agent.Parameter;
import dev.rolegate.agent.Parameter.Reading;
import dev.rolegate.auth.text.NearMatch;
import dev.rolegate.auth.text.OneLine;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Reads {@code key=value} and {@code key:=JSON} into the arguments of a tool, by its schema. */
final class TypedArguments {
  private final List<Parameter> parameters;
  private final ObjectNode given = JsonNodeFactory.instance.objectNode();
  private final List<String> problems = new ArrayList<>();

  private TypedArguments(AgentTool tool) {
    this.parameters = Parameter.of(tool.inputSchema());
  }

  /** What came of reading. */
  sealed interface Outcome {
    record Fit(ObjectNode arguments) implements Outcome {}

    /** Every mistake, each a sentence that says what would be right. */
    record Unfit(List<String> problems) implements Outcome {}
  }

  static Outcome of(AgentTool tool, List<String> words) {
    var typed = new TypedArguments(tool);
    words.forEach(typed::add);
    typed.addMissing();
    return typed.problems.isEmpty()
        ? new Outcome.Fit(typed.given)
        : new Outcome.Unfit(List.copyOf(typed.problems));
  }

  private void add(String word) {
    var equals = word.indexOf('=');
    if (equals < 1) {
      problems.add(OneLine.quoted(word) + " is no key=value");
      return;
    }
    var json = word.charAt(equals - 1) == ':';
    var key = word.substring(0, json ? equals - 1 : equals);
    var value = word.substring(equals + 1);
    var found = parameters.stream().filter(one -> one.name().equals(key)).findFirst();
    if (found.isEmpty()) {
      problems.add(unknown(key));
      return;
    }
    var parameter = found.get();
    switch (json ? Parameter.json(value) : GivenValue.of(parameter, value)) {
      case Reading.Wrong(var what) -> problems.add(key + " " + what);
      case Reading.Read(var read) -> {
        var before = given.get(key);
        if (before == null) {
          given.set(key, read);
        } else if (before instanceof ArrayNode all && read instanceof ArrayNode more) {
          all.addAll(more);
        } else {
          problems.add(key + " is given twice; give it once");
        }
      }
    }
  }

  private String unknown(String key) {
    var names = parameters.stream().map(Parameter::name).toList();
    return "no argument is called "
        + OneLine.quoted(key)
        + (names.isEmpty()
            ? "; the tool takes none"
            : NearMatch.suggestion(key, names) + "; there are: " + String.join(", ", names));
  }

  private void addMissing() {
    var missing =
        parameters.stream()
            .filter(one -> one.required() && one.byDefault() == null && !given.has(one.name()))
            .filter(one -> problems.stream().noneMatch(said -> said.startsWith(one.name() + " ")))
            .collect(Collectors.toList());
    missing.forEach(one -> problems.add(one.name() + " is missing; give " + one.wanted()));
  }
}
