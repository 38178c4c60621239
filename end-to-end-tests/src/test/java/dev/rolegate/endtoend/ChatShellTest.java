package dev.rolegate.endtoend;

import static dev.rolegate.agent.chat.ScriptedModel.calls;
import static dev.rolegate.agent.chat.ScriptedModel.says;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.agent.AgentConfig;
import dev.rolegate.agent.Credential;
import dev.rolegate.agent.chat.ScriptedModel;
import dev.rolegate.auth.SigningAlgorithm;
import dev.rolegate.auth.config.Secret;
import dev.rolegate.cli.agent.ChatSession;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** A chat in the shell, key by key: what a person presses decides, and nothing that is shown. */
class ChatShellTest {
  /**
   * @param keys what is typed when the server asks
   */
  record Pressed(String keys, int writes) {}

  static final List<Pressed> pressed =
      List.of(new Pressed("n", 0), new Pressed("", 0), new Pressed("/no", 0), new Pressed("y", 1));

  private static final Deployment deployment =
      Deployment.start(SigningAlgorithm.RS256, Addresses.real());

  @AfterAll
  static void stop() {
    deployment.close();
  }

  @ParameterizedTest
  @FieldSource("pressed")
  void theServersQuestionIsShownAndTheKeysAreTheAnswer(Pressed row) throws Exception {
    var email = "shell-" + pressed.indexOf(row) + "@example.com";
    try (var model = new ScriptedModel()) {
      model.then(
          calls(
              "add_employee_record",
              "{\"name\":\"Ada\",\"email\":\"%s\",\"department\":\"Engineering\",\"position\":\"Tester\",\"location\":\"Berlin\",\"hire_date\":\"2026-01-01\"}"
                  .formatted(email)),
          says("Write it (y/n): y\nThat is all."));
      try (var session = session(DemoClient.ALICE, model.environment("openai"))) {
        session.types("chat", "alice>").types("Add Ada, won't you?", "you>");
        session.types(row.keys(), "Write it (");
        // Whatever is not an answer is asked for again; then the answer is no.
        if (row.keys().isEmpty()) {
          session.types("/cancel", "is needed");
        }
        session.types("/exit", "That is all.").types("exit", "alice>");
        assertThat(session.ended()).contains("hr asks:", "- email: " + email);
      }
      assertThat(model.asked().getFirst().last("user")).isEqualTo("Add Ada, won't you?");
    }
    try (var alice =
        Streamable.open(deployment.url(Server.HR), deployment.token(DemoClient.ALICE))) {
      assertThat(
              alice
                  .result("get_employee_records", "{'search':'%s'}".formatted(email))
                  .at("/structuredContent/total")
                  .asInt())
          .isEqualTo(row.writes());
    }
  }

  @Test
  void anInterruptEndsTheAnswerAndNotTheChat() throws Exception {
    try (var model = new ScriptedModel()) {
      model.then(ScriptedModel.hangs("Well,"), says("Here I am."));
      try (var session = session(DemoClient.CAROL, model.environment("openai"))) {
        session.types("chat", "carol>").types("Hello", "you>").interrupts("Well,");
        session.types("Still there?", "The answer was stopped.");
        session.types("/tools", "Here I am.").types("/forget", "get_employee_records");
        session.types("/exit", "Forgotten").types("exit", "carol>");
        assertThat(session.ended()).doesNotContain("Exception");
      }
      assertThat(model.asked()).hasSize(2);
    }
  }

  @Test
  void withoutAModelTheShellSaysHowToChooseOne() throws Exception {
    try (var session = session(DemoClient.CAROL, Map.of())) {
      session.types("chat", "carol>").types("exit", "CHAT_BASE_URL");
      assertThat(session.ended()).contains("CHAT_MODEL=ollama:NAME");
    }
  }

  private static ChatSession session(DemoClient who, Map<String, String> env) throws Exception {
    return new ChatSession(
        AgentConfig.of(
            new AgentConfig.Start.Issuer(deployment.issuer()),
            new Credential.SharedSecret(who.id(), Secret.of(who.secret()))),
        who.id(),
        env);
  }
}
