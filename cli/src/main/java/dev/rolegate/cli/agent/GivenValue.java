package dev.rolegate.cli.agent;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.rolegate.agent.Parameter;
import dev.rolegate.agent.Parameter.Reading;

/** What was typed for one parameter, which may be a list. */
final class GivenValue {
  private GivenValue() {}

  /** Reads it; items of a list stand between commas. */
  static Reading of(Parameter parameter, String typed) {
    if (!parameter.list()) {
      return parameter.read(typed);
    }
    var items = JsonNodeFactory.instance.arrayNode();
    if (typed.isEmpty()) {
      return new Reading.Read(items);
    }
    for (var item : typed.split(",", -1)) {
      switch (parameter.read(item.strip())) {
        case Reading.Read(var value) -> items.add(value);
        case Reading.Wrong wrong -> {
          return wrong;
        }
      }
    }
    return new Reading.Read(items);
  }
}
