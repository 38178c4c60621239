package dev.rolegate.cli;

import com.fasterxml.jackson.databind.JsonNode;

/** One object as a list of its members, whatever a newer service adds to them. */
record Details(JsonNode object) {
  void printTo(Terminal terminal) {
    var table = new Table();
    object
        .properties()
        .forEach(member -> {
          var value = member.getValue();
          if (value.isArray() && value.path(0).isObject()) {
            value.forEach(item -> table.row(member.getKey(), Json.cell(item)));
          } else {
            table.row(member.getKey(), Json.cell(value));
          }
        });
    table.printTo(terminal);
  }
}
