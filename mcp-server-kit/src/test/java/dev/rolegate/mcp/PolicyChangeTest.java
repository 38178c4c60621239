package dev.rolegate.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A running server follows its policy's file; sessions that are open do, too. */
class PolicyChangeTest {
  private static final String LIST = "{'jsonrpc':'2.0','id':1,'method':'tools/list'}";

  @TempDir Path folder;
  private SampleServer server;
  private String token;
  private String session;

  @BeforeEach
  void start() {
    server = SampleServer.start(folder);
    token = server.token("carol", "Officer");
    session = server.session(token);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void aToolThatIsTakenAwayIsGoneFromTheListAndTheCallInAnOpenSession() throws IOException {
    assertThat(list().body()).contains("greet").contains("fail");
    write(SampleServer.POLICY.replace("greet: {allow: [Manager, Officer]}", "greet: {allow: []}"));
    await(this::list, answer -> !answer.body().contains("greet"));
    assertThat(list().body()).contains("fail");
    assertThat(ask(SampleServer.call("greet", "{'name':'Ada'}")).body())
        .contains("job_role Officer may not use greet; allowed: nobody");
  }

  /** A client that asks its person only where no server does must learn of it. */
  @Test
  void theListSaysWhoWillBeAskedByThePolicyOfNow() throws IOException {
    token = server.token("alice", "Manager");
    session = server.session(token);
    assertThat(confirmation("rename")).isEqualTo("none");
    assertThat(confirmation("greet")).as("changes nothing").isEmpty();
    for (var line :
        Map.of("ask", "ask", "person", "person", "{other: [Officer]}", "other").entrySet()) {
      write(SampleServer.POLICY.replace("confirm: none", "confirm: " + line.getKey()));
      await(this::list, _ -> confirmation("rename").equals(line.getValue()));
    }
    write(SampleServer.POLICY.replace(", confirm: none", ""));
    await(this::list, _ -> confirmation("rename").equals("ask"));
  }

  private String confirmation(String tool) {
    for (var entry : SampleServer.json(list().body()).at("/result/tools")) {
      if (entry.path("name").asText().equals(tool)) {
        return entry.at("/_meta/dev.rolegate~1confirmation").asText();
      }
    }
    throw new AssertionError("not listed: " + tool);
  }

  @Test
  void aRoleThatIsNoLongerAdmittedIsAnswered403() throws IOException {
    write(
        SampleServer.POLICY
            .replace("admit: [Manager, Officer]", "admit: [Manager]")
            .replace("allow: [Manager, Officer]", "allow: [Manager]"));
    var refused = await(this::list, answer -> answer.statusCode() == 403);
    assertThat(refused.body())
        .contains("job_role Officer is not admitted to sample; admitted: Manager");
  }

  @Test
  void aPolicyThatDoesNotFitTheToolsIsRefusedAndHealthSaysSo() throws IOException {
    write(SampleServer.POLICY.replace("rename:", "erase:"));
    var ready =
        await(
            () -> server.send(HttpRequest.newBuilder(server.uri("/health/ready")).GET()),
            answer -> answer.body().contains("remarks"));
    assertThat(ready.statusCode()).isEqualTo(200);
    assertThat(ready.body())
        .contains("The access policy's file is refused; the policy before it is in force.");
    assertThat(list().body()).contains("greet");
  }

  private void write(String policy) throws IOException {
    Files.writeString(folder.resolve("policy.yaml"), policy);
  }

  private HttpResponse<String> list() {
    return ask(LIST);
  }

  private HttpResponse<String> ask(String message) {
    return server.inSession(session, token, message);
  }

  private static HttpResponse<String> await(
      Supplier<HttpResponse<String>> asked, Predicate<HttpResponse<String>> wanted) {
    var end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (true) {
      var answer = asked.get();
      if (wanted.test(answer)) {
        return answer;
      }
      assertThat(System.nanoTime()).as(answer.body()).isLessThan(end);
      Thread.onSpinWait();
    }
  }
}
