package dev.rolegate.auth;

import dev.rolegate.auth.ArgumentRule.Between;
import dev.rolegate.auth.ArgumentRule.OneOf;
import dev.rolegate.auth.ArgumentRule.Self;
import dev.rolegate.auth.ConfirmationPolicy.When;
import dev.rolegate.auth.text.NearMatch;
import dev.rolegate.auth.text.OneLine;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Holds the lines about a server's tools against what the tools have; notes what does not fit. */
final class PolicyFit {
  private final String server;
  private final List<String> problems = new ArrayList<>();

  PolicyFit(String server) {
    this.server = server;
  }

  List<String> problems() {
    return List.copyOf(problems);
  }

  void check(ToolPolicy policy, ToolShape tool) {
    for (var line : policy.arguments()) {
      var argument = argument(tool, line.argument(), line.place(), line.path());
      if (argument != null) {
        line.rules().values().forEach(rule -> check(rule, argument, line.place()));
      }
    }
    var confirmation = policy.confirmation();
    for (var line : confirmation.when()) {
      var argument = argument(tool, line.argument(), line.place(), line.path());
      if (argument != null) {
        check(line, argument);
      }
    }
    var place = confirmation.firstPlace();
    if (place != null && !tool.changes()) {
      problem(
          place,
          "servers.%s.tools.%s confirms a tool that only reads; remove the line"
              .formatted(server, tool.name()));
    }
  }

  private ToolShape.@Nullable Argument argument(
      ToolShape tool, String name, Place place, String path) {
    var argument = tool.arguments().get(name);
    if (argument == null) {
      var hint = NearMatch.suggestion(name, tool.arguments().keySet());
      problem(place, path + " names an argument that " + tool.name() + " does not have" + hint);
    }
    return argument;
  }

  private void check(ArgumentRule rule, ToolShape.Argument argument, Place place) {
    switch (rule) {
      case OneOf(var _, var values, var path) -> mustExist(values, argument, place, path);
      case Between between -> mustBeNumber(argument, place, between.rule());
      case Self self -> {
        if (!argument.owned()) {
          problem(place, self.rule() + " cannot be self: nobody owns what it names; give values");
        }
      }
    }
  }

  private void check(When line, ToolShape.Argument argument) {
    switch (line.condition()) {
      case When.In(var values) -> mustExist(values, argument, line.place(), line.path());
      case When.Above _, When.Below _ -> mustBeNumber(argument, line.place(), line.path());
    }
  }

  private void mustBeNumber(ToolShape.Argument argument, Place place, String path) {
    if (!argument.number()) {
      problem(place, path + " gives a range, but the argument is no number; give values");
    }
  }

  private void mustExist(
      List<String> values, ToolShape.Argument argument, Place place, String path) {
    for (var value : values) {
      if (!argument.values().isEmpty() && !argument.values().contains(value)) {
        problem(place, path + " names " + unknown(value, argument.values()));
      }
    }
  }

  private static String unknown(String value, Set<String> known) {
    return OneLine.quoted(value)
        + ", which the argument cannot be"
        + NearMatch.suggestion(value, known);
  }

  private void problem(Place place, String sentence) {
    problems.add(place + ": " + sentence);
  }
}
