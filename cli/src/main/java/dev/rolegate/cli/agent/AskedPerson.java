package dev.rolegate.cli.agent;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolegate.agent.AgentTool;
import dev.rolegate.agent.Parameter;
import dev.rolegate.agent.Person;
import dev.rolegate.cli.Json;
import org.jspecify.annotations.Nullable;

/**
 * The person at the terminal: reads what a server asks, fills in its form, or refuses. One question
 * at a time. Thread-safe.
 */
final class AskedPerson implements Person {
  private static final int MOST_LINES = 200;
  private static final int TRIES = 4;
  private static final String NO = "/no";
  private static final String LEAVE = "/cancel";

  private final Asking asking;

  AskedPerson(Asking asking) {
    this.asking = asking;
  }

  @Override
  public synchronized Reply answer(Question question) {
    asking.show("");
    asking.show(question.server() + " asks:");
    question.message().lines().limit(MOST_LINES).forEach(line -> asking.show("  " + line));
    var content = JsonNodeFactory.instance.objectNode();
    for (var field : Parameter.of(question.schema())) {
      var refusal = fill(field, content);
      if (refusal != null) {
        return refusal;
      }
    }
    return new Reply.Accepted(content);
  }

  @Override
  public synchronized boolean agrees(AgentTool tool, ObjectNode arguments) {
    asking.show("");
    asking.show(tool.name() + " may change something at " + tool.server() + ":");
    arguments
        .properties()
        .forEach(one -> asking.show("  " + one.getKey() + ": " + Json.line(one.getValue())));
    var typed = asking.ask("Call it? [y/N]");
    return typed != null && (typed.equalsIgnoreCase("y") || typed.equalsIgnoreCase("yes"));
  }

  /** Fills in one field; what is not null ends the form. */
  private @Nullable Reply fill(Parameter field, ObjectNode content) {
    for (var tried = 0; tried < TRIES; tried++) {
      var typed = asking.ask(prompt(field));
      if (typed == null || typed.equals(LEAVE)) {
        return new Reply.Cancelled();
      }
      if (typed.equals(NO)) {
        return new Reply.Declined();
      }
      if (typed.isEmpty()) {
        if (field.byDefault() != null) {
          content.set(field.name(), field.byDefault());
          return null;
        }
        if (!field.required()) {
          return null;
        }
        asking.show(field.name() + " is needed: " + field.wanted() + "; or " + NO);
        continue;
      }
      switch (GivenValue.of(field, typed)) {
        case Parameter.Reading.Read(var value) -> {
          content.set(field.name(), value);
          return null;
        }
        case Parameter.Reading.Wrong(var what) -> asking.show(field.name() + " " + what);
      }
    }
    return new Reply.Cancelled();
  }

  private static String prompt(Parameter field) {
    var title = field.schema().path("title").asText(field.name());
    var wanted = field.kind() == Parameter.Kind.FLAG ? "y/n" : field.wanted();
    var byDefault = field.byDefault();
    return title
        + " ("
        + wanted
        + ", "
        + NO
        + ", "
        + LEAVE
        + ")"
        + (byDefault == null ? "" : " [" + Json.cell(byDefault) + "]")
        + ":";
  }
}
