package dev.rolegate.agent.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.agent.Person;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Each vendor's own form: the key, the tools, a call and its result, the words. */
class VendorsTest {
  /**
   * @param call an answer that calls greet for Ada
   * @param words an answer that says {@code Greeted.}
   */
  record Form(
      String vendor,
      String path,
      String keyHeader,
      String key,
      Function<ScriptedModel.Asked, String> toolNames,
      ScriptedModel.Answer call,
      ScriptedModel.Answer words) {}

  static final List<Form> FORMS =
      List.of(
          new Form(
              "openai",
              "/v1/chat/completions",
              "Authorization",
              "Bearer " + ScriptedModel.KEY,
              asked -> asked.body().path("tools").findValuesAsText("name").toString(),
              ScriptedModel.calls("greet", "{\"name\":\"Ada\"}"),
              ScriptedModel.says("Greeted.")),
          new Form(
              "anthropic",
              "/v1/messages",
              "x-api-key",
              ScriptedModel.KEY,
              asked -> asked.body().path("tools").findValuesAsText("name").toString(),
              ScriptedModel.stream(
                  anthropic(
                      "{'type':'message_start','message':{'id':'m','type':'message','role':'assistant','model':'scripted-1','content':[],'usage':{'input_tokens':1,'output_tokens':1}}}",
                      "{'type':'content_block_start','index':0,'content_block':{'type':'tool_use','id':'t1','name':'greet','input':{}}}",
                      "{'type':'content_block_delta','index':0,'delta':{'type':'input_json_delta','partial_json':'{#name#:'}}",
                      "{'type':'content_block_delta','index':0,'delta':{'type':'input_json_delta','partial_json':'#Ada#}'}}",
                      "{'type':'content_block_stop','index':0}",
                      "{'type':'message_delta','delta':{'stop_reason':'tool_use'},'usage':{'output_tokens':2}}",
                      "{'type':'message_stop'}")),
              ScriptedModel.stream(
                  anthropic(
                      "{'type':'message_start','message':{'id':'m','type':'message','role':'assistant','model':'scripted-1','content':[],'usage':{'input_tokens':1,'output_tokens':1}}}",
                      "{'type':'content_block_start','index':0,'content_block':{'type':'text','text':''}}",
                      "{'type':'content_block_delta','index':0,'delta':{'type':'text_delta','text':'Greeted.'}}",
                      "{'type':'content_block_stop','index':0}",
                      "{'type':'message_delta','delta':{'stop_reason':'end_turn'},'usage':{'output_tokens':2}}",
                      "{'type':'message_stop'}"))),
          new Form(
              "gemini",
              "/v1/models/scripted-1:streamGenerateContent?alt=sse",
              "x-goog-api-key",
              ScriptedModel.KEY,
              asked -> asked.body().findValuesAsText("name").toString(),
              ScriptedModel.stream(
                  data(
                      "{'candidates':[{'content':{'role':'model','parts':[{'functionCall':{'name':'greet','args':{'name':'Ada'}},'thoughtSignature':'c2ln'}]},'finishReason':'STOP','index':0}]}")),
              ScriptedModel.stream(
                  data(
                      "{'candidates':[{'content':{'role':'model','parts':[{'text':'Greeted.'}]},'finishReason':'STOP','index':0}]}"))),
          new Form(
              "ollama",
              "/v1/api/chat",
              "Authorization",
              "Bearer " + ScriptedModel.KEY,
              asked -> asked.body().path("tools").findValuesAsText("name").toString(),
              new ScriptedModel.Answer(
                  200,
                  "application/x-ndjson",
                  lines(
                      "{'model':'scripted-1','message':{'role':'assistant','content':'','tool_calls':[{'function':{'name':'greet','arguments':{'name':'Ada'}}}]},'done':false}",
                      "{'model':'scripted-1','message':{'role':'assistant','content':''},'done':true,'done_reason':'stop'}"),
                  false),
              new ScriptedModel.Answer(
                  200,
                  "application/x-ndjson",
                  lines(
                      "{'model':'scripted-1','message':{'role':'assistant','content':'Greeted.'},'done':false}",
                      "{'model':'scripted-1','message':{'role':'assistant','content':''},'done':true,'done_reason':'stop'}"),
                  false)));

  @ParameterizedTest
  @FieldSource("FORMS")
  void aCallIsRunAndItsResultGoesBack(Form form) {
    var screen = new TestTools.Shown();
    var tools = new TestTools();
    try (var scripted = new ScriptedModel().then(form.call(), form.words());
        var model = scripted.open(form.vendor())) {
      var ending = conversation(model, tools, screen).ask("Greet Ada");
      assertThat(ending).as(screen.toString()).isEqualTo(Conversation.Ending.ANSWERED);
      assertThat(tools.called()).containsExactly("greet{\"name\":\"Ada\"}");
      assertThat(screen.toString()).contains("→ greet", "← Hello Ada", "Greeted.");
      assertThat(scripted.asked()).hasSize(2);
      var first = scripted.asked().getFirst();
      assertThat(first.path()).isEqualTo(form.path());
      assertThat(first.header(form.keyHeader())).isEqualTo(form.key());
      assertThat(form.toolNames().apply(first)).contains("greet", "rename", "hire");
      assertThat(first.body().toString()).contains("Greet Ada", "Today is 2026-01-05");
      assertThat(scripted.asked().getLast().body().toString()).contains("Hello Ada");
      assertThat(first.body().toString()).doesNotContain(ScriptedModel.KEY);
    }
  }

  /** Half an answer is none, whatever it says already. */
  @ParameterizedTest
  @FieldSource("FORMS")
  void aStreamThatIsCutCallsNothing(Form form) {
    var screen = new TestTools.Shown();
    var tools = new TestTools();
    // Before what ends it; what Gemini calls comes in one event, which is cut.
    var body = form.call().body();
    var half =
        switch (form.vendor()) {
          case "openai" -> body.substring(0, body.indexOf("data: ", body.indexOf("Ada")));
          case "anthropic" -> body.substring(0, body.indexOf("event: message_delta"));
          case "gemini" -> body.substring(0, body.indexOf("Ada"));
          default -> body.substring(0, body.indexOf('\n') + 1);
        };
    try (var scripted =
            new ScriptedModel()
                .then(new ScriptedModel.Answer(200, form.call().type(), half, false));
        var model = scripted.open(form.vendor())) {
      var ending = conversation(model, tools, screen).ask("Greet Ada");
      assertThat(ending).as(screen.toString()).isEqualTo(Conversation.Ending.FAILED);
      assertThat(tools.called()).isEmpty();
      assertThat(screen.toString()).doesNotContain("did not finish");
    }
  }

  /** Every vendor's own words for it become the same plain ones, without the key. */
  @ParameterizedTest
  @FieldSource("FORMS")
  void whatAVendorRefusesIsToldPlainly(Form form) {
    for (var status : List.of(400, 401, 404, 429, 500)) {
      var screen = new TestTools.Shown();
      try (var scripted =
              new ScriptedModel()
                  .then(
                      ScriptedModel.status(
                          status,
                          "{\"error\":{\"message\":\"no: %s\"}}".formatted(ScriptedModel.KEY)));
          var model = scripted.open(form.vendor())) {
        assertThat(conversation(model, new TestTools(), screen).ask("Hello"))
            .isEqualTo(Conversation.Ending.FAILED);
        assertThat(screen.toString())
            .contains(form.vendor() + " (" + status + ")")
            .doesNotContain(ScriptedModel.KEY);
        assertThat(scripted.asked()).as("not asked again by itself").hasSize(1);
      }
    }
  }

  private static Conversation conversation(LanguageModel model, TestTools tools, Screen screen) {
    return new Conversation(
        model,
        tools,
        Person.nobody(),
        screen,
        new Limits(20, 200_000, 16, 16, 16_000, 200_000, 100_000, Duration.ofSeconds(20)),
        List::of,
        Clock.fixed(Instant.parse("2026-01-05T12:00:00Z"), ZoneOffset.UTC));
  }

  private static String anthropic(String... events) {
    var all = new StringBuilder();
    for (var event : events) {
      all.append("event: ").append(event.replaceAll("^\\{'type':'(\\w+)'.*", "$1")).append('\n');
      all.append(data(event));
    }
    return all.toString();
  }

  private static String data(String event) {
    return "data: " + event.replace('\'', '"').replace("#", "\\\"") + "\n\n";
  }

  private static String lines(String... lines) {
    return String.join("\n", lines).replace('\'', '"') + "\n";
  }
}
