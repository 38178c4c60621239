package dev.rolegate.agent.chat;

import static dev.rolegate.agent.chat.ScriptedModel.calls;
import static dev.rolegate.agent.chat.ScriptedModel.says;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.agent.AgentTool;
import dev.rolegate.agent.Person;
import dev.rolegate.agent.ToolAnswer;
import dev.rolegate.agent.chat.Conversation.Ending;
import dev.rolegate.agent.chat.ScriptedModel.Call;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a model may do to a conversation, and what it may not. */
class ConversationTest {
  private static final String ADA = "{\"name\":\"Ada\"}";
  private static final Limits SMALL =
      new Limits(3, 2_000, 4, 2, 100, 250, 5_000, Duration.ofSeconds(30));

  private final ScriptedModel scripted = new ScriptedModel();
  private final LanguageModel model = scripted.open("openai");
  private final TestTools tools = new TestTools();
  private final TestTools.Shown screen = new TestTools.Shown();

  @AfterEach
  void close() {
    model.close();
    scripted.close();
  }

  @Test
  void aWriteIsAskedForAndANoIsToldToTheModel() {
    scripted.then(calls("rename", ADA), says("They said no."));
    var person = new TestTools.Decided(false);
    assertThat(with(person, SMALL).ask("Rename Ada")).isEqualTo(Ending.ANSWERED);
    assertThat(person.asked()).containsExactly("rename" + ADA);
    assertThat(tools.called()).isEmpty();
    assertThat(scripted.asked().getLast().last("tool")).contains("did not agree", "not called");
  }

  @Test
  void aYesCallsItOnceAndOnlyThat() {
    scripted.then(calls(new Call("rename", ADA), new Call("greet", ADA)), says("Renamed."));
    var person = new TestTools.Decided(true);
    with(person, SMALL).ask("Rename Ada");
    assertThat(person.asked()).containsExactly("rename" + ADA);
    assertThat(tools.called()).containsExactly("rename" + ADA, "greet" + ADA);
  }

  /** Its server asks; the same person need not be asked twice. */
  @Test
  void whatItsServerAsksAboutIsNotAskedAboutHere() {
    scripted.then(calls("hire", ADA), says("Hired."));
    var person = new TestTools.Decided(false);
    with(person, SMALL).ask("Hire Ada");
    assertThat(person.asked()).isEmpty();
    assertThat(tools.called()).containsExactly("hire" + ADA);
  }

  @Test
  void whatCannotBeCalledIsToldInWords() {
    scripted.then(
        calls(new Call("great", ADA), new Call("greet", "{\"name\":")),
        calls(new Call("greet", "{\"name\":1,\"name\":2}"), new Call("greet", "[]")),
        says("Sorry."));
    with(Person.nobody(), SMALL).ask("Greet Ada");
    assertThat(tools.called()).isEmpty();
    var results = scripted.asked().getLast().results();
    assertThat(results).hasSize(4);
    assertThat(results.getFirst())
        .contains("no tool 'great'", "did you mean greet?", "greet, rename, hire");
    assertThat(results.subList(1, 4)).allMatch(text -> text.contains("not one JSON object"));
  }

  @Test
  void noArgumentsAreAnEmptyObject() {
    scripted.then(calls("greet", ""), says("Greeted."));
    with(Person.nobody(), SMALL).ask("Greet");
    assertThat(tools.called()).containsExactly("greet{}");
  }

  @Test
  void aModelThatCallsForEverIsStopped() {
    scripted.then(calls("greet", ADA));
    assertThat(with(Person.nobody(), SMALL).ask("Greet")).isEqualTo(Ending.ENDLESS);
    assertThat(tools.called()).hasSizeLessThanOrEqualTo(SMALL.rounds());
    assertThat(screen.toString()).contains("4 times over without an answer");
  }

  @Test
  void tooManyCallsAtOnceAreNotMade() {
    scripted.then(
        calls(new Call("greet", ADA), new Call("greet", ADA), new Call("greet", ADA)), says("So."));
    with(Person.nobody(), SMALL).ask("Greet");
    assertThat(tools.called()).hasSize(2);
    assertThat(scripted.asked().getLast().results().getLast()).contains("at most 2 calls at once");
  }

  @Test
  void longResultsAreCutAndTogetherTheyEnd() {
    tools.reading(_ -> new ToolAnswer("x".repeat(1000), false, null));
    scripted.then(
        calls("greet", ADA), calls("greet", ADA), calls("greet", ADA), calls("greet", ADA));
    with(Person.nobody(), SMALL).ask("Greet");
    var results = scripted.asked().getLast().results();
    assertThat(results.getFirst())
        .startsWith("x".repeat(100) + "\n[cut: these are the first 100 of 1000 characters");
    assertThat(tools.called()).hasSize(3);
    scripted.then(says("So."));
  }

  @Test
  void anAnswerWithoutEndIsBrokenOff() {
    scripted.then(says("x".repeat(20_000)));
    assertThat(with(Person.nobody(), SMALL).ask("Hello")).isEqualTo(Ending.ENDLESS);
    assertThat(screen.toString()).contains("no end").hasSizeLessThan(11_000);
  }

  @Test
  void moreBytesThanAModelSaysAreNotRead() {
    scripted.then(ScriptedModel.stream("data: " + "x".repeat(9 * 1024 * 1024)));
    assertThat(with(Person.nobody(), SMALL).ask("Hello")).isEqualTo(Ending.FAILED);
    assertThat(screen.toString()).contains("has no end");
  }

  @Test
  void aModelThatIsTooSlowIsBrokenOff() {
    scripted.then(ScriptedModel.hangs("Well"));
    var hasty = new Limits(3, 2_000, 4, 2, 100, 250, 5_000, Duration.ofMillis(300));
    assertThat(with(Person.nobody(), hasty).ask("Hello")).isEqualTo(Ending.FAILED);
    assertThat(screen.toString()).contains("did not finish");
  }

  @Test
  void thePersonStopsTheAnswerAndTheConversationGoesOn() throws Exception {
    scripted.then(ScriptedModel.hangs("Well"), says("Hello again."));
    var conversation = with(Person.nobody(), SMALL);
    var ending = CompletableFuture.supplyAsync(() -> conversation.ask("Hello"));
    while (!screen.toString().contains("Well")) {
      Thread.onSpinWait();
    }
    conversation.stop();
    assertThat(ending.get()).isEqualTo(Ending.STOPPED);
    assertThat(conversation.ask("And now?")).isEqualTo(Ending.ANSWERED);
    assertThat(scripted.asked().getLast().last("assistant")).contains("The answer was stopped.");
  }

  /** What is called after a stop is not, yet each call has its result. */
  @Test
  void aStopWhileAToolRunsCallsNoMore() {
    var conversation = new ArrayList<Conversation>();
    tools.reading(_ -> {
      conversation.getFirst().stop();
      return new ToolAnswer("Hello", false, null);
    });
    scripted.then(calls(new Call("greet", ADA), new Call("rename", ADA)), says("Yes."));
    var person = new TestTools.Decided(true);
    conversation.add(with(person, SMALL));
    assertThat(conversation.getFirst().ask("Greet and rename")).isEqualTo(Ending.STOPPED);
    assertThat(tools.called()).containsExactly("greet" + ADA);
    assertThat(conversation.getFirst().ask("What was done?")).isEqualTo(Ending.ANSWERED);
    assertThat(scripted.asked().getLast().results())
        .containsExactly("Hello", "The person stopped the answer, so it was not called.");
  }

  /** Vendors refuse a call without its result, and a result without its call. */
  @Test
  void oldTurnsAreForgottenWhole() {
    scripted.then(
        calls("greet", ADA),
        says("one"),
        calls("greet", ADA),
        says("two"),
        says("three"),
        says("four"),
        says("five"));
    var conversation = with(Person.nobody(), SMALL);
    for (var question : List.of("q1", "q2", "q3", "q4", "q5")) {
      conversation.ask(question);
    }
    var roles = new ArrayList<String>();
    scripted
        .asked()
        .getLast()
        .body()
        .path("messages")
        .forEach(message -> roles.add(message.path("role").asText()));
    assertThat(roles)
        .containsExactly(
            "system",
            "user",
            "assistant",
            "tool",
            "assistant",
            "user",
            "assistant",
            "user",
            "assistant",
            "user");
    conversation.ask("x".repeat(3_000));
    conversation.ask("q7");
    assertThat(scripted.asked().getLast().body().path("messages")).hasSize(2);
  }

  @Test
  void nothingThatAModelWritesMovesTheCursor() {
    scripted.then(
        calls("gr\u001b[2Jeet", "{\"name\":\"\u001b]0;x\u0007\"}"),
        says("a\u001b[31mb\r\nc\u202ed\te\ud83d\ude00"));
    tools.reading(_ -> new ToolAnswer("\u001b[2J\nfaked\n", false, null));
    with(Person.nobody(), SMALL).ask("Hello");
    assertThat(screen.toString()).doesNotContain("\u001b", "\u0007", "\r", "\u202e");
    assertThat(screen.toString()).contains("\\u001b[31mb\nc\\u202ed\te\ud83d\ude00");
  }

  @Test
  void aNameThatNoVendorTakesIsGivenAnother() {
    tools
        .with(TestTools.tool("files/list.all", AgentTool.Effect.READS))
        .with(TestTools.tool("files_list_all", AgentTool.Effect.READS))
        .with(TestTools.tool("9".repeat(80), AgentTool.Effect.READS));
    scripted.then(calls("files_list_all_2", ADA), says("So."));
    with(Person.nobody(), SMALL).ask("List");
    var names =
        scripted
            .asked()
            .getFirst()
            .body()
            .path("tools")
            .valueStream()
            .map(tool -> tool.at("/function/name").asText())
            .toList();
    assertThat(names)
        .doesNotHaveDuplicates()
        .allMatch(name -> name.matches("[A-Za-z_][\\w-]{0,63}"));
    assertThat(tools.called()).containsExactly("files_list_all" + ADA);
  }

  @Test
  void boundsOfArgumentsStandInTheirDescriptions() {
    scripted.then(says("Hello."));
    with(Person.nobody(), SMALL).ask("Hello");
    var parameters = scripted.asked().getFirst().body().at("/tools/0/function/parameters");
    assertThat(parameters.at("/properties/name/description").asText())
        .isEqualTo("Whom; maxLength 40");
    assertThat(parameters.at("/properties/kind/enum")).hasSize(2);
    assertThat(parameters.at("/properties/day/description").asText()).contains("format date");
    assertThat(parameters.at("/properties/many/items/type").asText()).isEqualTo("integer");
    assertThat(parameters.at("/properties/more/properties/x/type").asText()).isEqualTo("boolean");
    assertThat(parameters.at("/properties/either/anyOf")).hasSize(2);
    assertThat(parameters.at("/required/0").asText()).isEqualTo("name");
  }

  /** The address goes nowhere else, and with it neither do the key and what is said. */
  @Test
  void aRedirectIsNotFollowed() {
    scripted.then(ScriptedModel.status(307, ""));
    assertThat(with(Person.nobody(), SMALL).ask("Hello")).isEqualTo(Ending.FAILED);
    assertThat(scripted.asked()).hasSize(1);
    assertThat(screen.toString()).contains("sends elsewhere, which is not followed");
  }

  @Test
  void nobodyThereIsToldPlainly() {
    scripted.close();
    assertThat(with(Person.nobody(), SMALL).ask("Hello")).isEqualTo(Ending.FAILED);
    assertThat(screen.toString()).contains("Nobody answers at " + scripted.url());
  }

  @Test
  void whatIsNoAnswerIsToldPlainly() {
    scripted.then(ScriptedModel.stream("<html>"), ScriptedModel.stream("data: {x}\n\n"));
    var conversation = with(Person.nobody(), SMALL);
    assertThat(conversation.ask("Hello")).isEqualTo(Ending.FAILED);
    assertThat(conversation.ask("Hello")).isEqualTo(Ending.FAILED);
    assertThat(screen.toString()).doesNotContain("Exception");
  }

  @Test
  void whatIsMissingIsToldToTheModel() {
    scripted.then(says("Not for you."));
    var conversation =
        new Conversation(
            model,
            tools,
            Person.nobody(),
            screen,
            SMALL,
            () -> List.of("crm: job_role Officer is not admitted to crm; admitted: Manager"),
            clock());
    conversation.ask("Show the customers");
    assertThat(scripted.asked().getFirst().last("system"))
        .contains("job_role Officer is not admitted to crm");
  }

  private Conversation with(Person person, Limits limits) {
    return new Conversation(model, tools, person, screen, limits, List::of, clock());
  }

  private static Clock clock() {
    return Clock.fixed(Instant.parse("2026-01-05T12:00:00Z"), ZoneOffset.UTC);
  }
}
