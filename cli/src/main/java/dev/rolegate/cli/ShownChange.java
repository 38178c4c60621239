package dev.rolegate.cli;

import com.fasterxml.jackson.databind.JsonNode;

/** A change for people: who asks for what, and what would be different. */
record ShownChange(JsonNode change) {
  void printTo(Terminal terminal) {
    var head = new Table();
    head.row(cell("id"), cell("state"), cell("title"));
    head.row("", "asked for by", requester());
    if (change.path("state").asText().equalsIgnoreCase("pending")) {
      head.row("", "expires", cell("expires_at"));
    }
    var ending = change.path("ending");
    if (ending.isObject()) {
      head.row("", "ended", Json.cell(ending));
    }
    head.printTo(terminal);
    var fields = new Table();
    change
        .path("preview")
        .forEach(one ->
            fields.row(
                "",
                Json.cell(one.path("field")),
                shown(one.path("before")),
                "->",
                shown(one.path("after"))));
    fields.printTo(terminal);
  }

  private static String shown(JsonNode value) {
    return value.isNull() || value.isMissingNode() ? "(none)" : Json.cell(value);
  }

  private String requester() {
    var requester = change.path("requester");
    return requester.isObject()
        ? Json.cell(requester.path("subject")) + " as " + Json.cell(requester.path("job_role"))
        : Json.cell(requester);
  }

  private String cell(String member) {
    return Json.cell(change.path(member));
  }
}
