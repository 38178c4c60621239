package dev.rolegate.endtoend;

import static dev.rolegate.agent.chat.ScriptedModel.calls;
import static dev.rolegate.agent.chat.ScriptedModel.says;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.agent.chat.ScriptedModel;
import dev.rolegate.auth.SigningAlgorithm;
import dev.rolegate.auth.config.Env;
import dev.rolegate.cli.Rolegate;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** {@code rolegate chat} as it is typed where nobody sits. */
class ChatCommandTest {
  private record Ran(int code, String out, String err) {}

  private static Deployment deployment;

  @BeforeAll
  static void start() {
    deployment = Deployment.start(SigningAlgorithm.RS256, Addresses.real());
  }

  @AfterAll
  static void stop() {
    deployment.close();
  }

  @Test
  void withoutAModelItSaysHowToChooseOneAndListsTheTools() {
    var ran = run(Map.of(), "", "chat", "--as", "carol");
    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.err()).contains("CHAT_MODEL=openai:NAME", "CHAT_MODEL=ollama:NAME");
    assertThat(ran.out()).contains("get_employee_records").doesNotContain("get_crm_summary");
  }

  @Test
  void aModelThatMakesNoSenseIsRefusedBeforeAnybodyIsAsked() {
    var ran = run(Map.of("CHAT_MODEL", "opnai:x"), "", "chat", "--as", "carol");
    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.err()).contains("did you mean openai?");
  }

  @Test
  void oneQuestionIsAnsweredOnStandardOutput() {
    try (var model = new ScriptedModel()) {
      model.then(calls("get_employee_records", "{\"search\":\"Carol\"}"), says("Carol is there."));
      var ran = run(model.environment("openai"), "", "chat", "--as", "carol", "Who", "is Carol?");
      assertThat(ran.code()).as(ran.err()).isZero();
      assertThat(ran.out()).isEqualTo("Carol is there.\n");
      assertThat(ran.err()).contains("→ get_employee_records", "← ");
      assertThat(ran.out() + ran.err()).doesNotContain(ScriptedModel.KEY);
      var first = model.asked().getFirst();
      assertThat(first.last("user")).isEqualTo("Who is Carol?");
      assertThat(first.last("system"))
          .contains("job_role Officer is not admitted to crm; admitted: Manager");
    }
  }

  @Test
  void aProgramGetsOneObjectForEachAnswer() {
    try (var model = new ScriptedModel()) {
      model.then(says("Hello."), ScriptedModel.status(500, "{}"));
      var ran =
          run(model.environment("openai"), "Hello\nAgain\n", "chat", "--as", "carol", "--json");
      assertThat(ran.code()).isEqualTo(3);
      assertThat(ran.out().lines().map(Json::parse))
          .containsExactly(
              Json.object("{'ending':'answered','text':'Hello.'}"),
              Json.object("{'ending':'failed','text':''}"));
    }
  }

  /** Each line is one, and they are of one conversation. */
  @Test
  void pipedLinesAreQuestionsAndNothingIsWritten() {
    try (var model = new ScriptedModel()) {
      model.then(
          says("Hello."),
          calls(
              "add_employee_record",
              "{\"name\":\"Ada\",\"email\":\"piped@example.com\",\"department\":\"Engineering\",\"position\":\"Tester\",\"location\":\"Berlin\",\"hire_date\":\"2026-01-01\"}"),
          says("It waits."));
      var ran =
          run(
              model.environment("openai"),
              "Hello\n\nAdd Ada\n/exit\nno\n",
              "chat",
              "--as",
              "alice");
      assertThat(ran.code()).as(ran.err()).isZero();
      assertThat(ran.out()).isEqualTo("Hello.\nIt waits.\n");
      assertThat(ran.err())
          .contains("Nothing is written yet: CHG-HR-", "- email: piped@example.com");
      assertThat(model.asked()).hasSize(3);
      assertThat(model.asked().getLast().body().toString()).contains("Hello", "Add Ada");
    }
  }

  @Test
  void aModelThatDoesNotAnswerEndsIt() {
    try (var model = new ScriptedModel()) {
      model.then(ScriptedModel.status(401, "{}"));
      var ran = run(model.environment("openai"), "", "chat", "--as", "bob", "Hello");
      assertThat(ran.code()).isEqualTo(3);
      assertThat(ran.err()).contains("openai (401) does not accept the key");
      model.then(calls("get_overdue_tasks", "{}"));
      ran = run(model.environment("openai"), "", "chat", "--as", "bob", "Hello");
      assertThat(ran.code()).isEqualTo(1);
    }
  }

  private static Ran run(Map<String, String> env, String in, String... words) {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    var all = new HashMap<>(env);
    all.put("ISSUER", deployment.issuer());
    var code =
        Rolegate.run(
            List.of(words),
            Env.of(all),
            new ByteArrayInputStream(in.getBytes(UTF_8)),
            new PrintStream(out, true, UTF_8),
            new PrintStream(err, true, UTF_8));
    return new Ran(code, out.toString(UTF_8), err.toString(UTF_8));
  }
}
