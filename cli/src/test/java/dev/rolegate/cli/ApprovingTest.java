package dev.rolegate.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** A person who signs in and releases or declines: what is sent where, and what is shown. */
class ApprovingTest {
  private static final String PASSWORD = "quiet-otter-7-lamp";
  private static final String CHANGE =
      "{\"id\":\"CHG-HR-7K3M9QXA\",\"tool\":\"t\",\"title\":\"Add an employee\","
          + "\"state\":\"%s\",\"requester\":{\"subject\":\"alice\",\"job_role\":\"Manager\"},"
          + "\"level\":\"ask\",\"preview\":[{\"field\":\"name\",\"before\":null,"
          + "\"after\":\"Dora\\u001b[2J\"}],\"requested_at\":\"2026-11-24T12:00:00Z\","
          + "\"expires_at\":\"2026-11-24T12:10:00Z\",\"ending\":null}";
  private static final String PENDING = "{\"changes\":[" + CHANGE.formatted("pending") + "]}";
  private static final String DONE = "{\"change\":" + CHANGE.formatted("done") + "}";

  @TempDir private Path folder;
  private final StubService service = new StubService();
  private Path password;

  @BeforeEach
  void keepPassword() throws IOException {
    password = Files.writeString(folder.resolve("password"), PASSWORD + "\n");
  }

  @AfterEach
  void stop() {
    service.close();
  }

  @Test
  void signsInAtTheTokenServiceAndApprovesAtTheServersPage() {
    service.answering(200, token()).answering(200, DONE);
    var typed = with("approve chg-hr-7k3m9qxa --yes --account robin --password-file " + password);
    assertThat(typed.err()).isEmpty();
    assertThat(typed.code()).isZero();
    var signIn = service.asked().getFirst();
    assertThat(signIn.path()).isEqualTo("/approvers/token");
    assertThat(signIn.authorization()).isEqualTo("null");
    assertThat(signIn.body())
        .isEqualTo("{\"account\":\"robin\",\"password\":\"" + PASSWORD + "\",\"server\":\"hr\"}");
    var approve = service.asked().get(1);
    assertThat(approve.path()).isEqualTo("/approvals/api/approve");
    assertThat(approve.authorization()).isEqualTo("Bearer the-approvers-token");
    assertThat(approve.body()).isEqualTo("{\"id\":\"CHG-HR-7K3M9QXA\"}");
    assertThat(typed.out())
        .contains("CHG-HR-7K3M9QXA", "done", "alice as Manager", "(none)", "Dora")
        .doesNotContain("\u001b", PASSWORD, "the-approvers-token");
  }

  @Test
  void showsTheChangeAndAsksBeforeItIsReleased() {
    service.answering(200, token()).answering(200, PENDING).answering(200, DONE);
    var yes = byHand("robin\n" + PASSWORD + "\ny\n", "approve CHG-HR-7K3M9QXA");
    assertThat(yes.code()).isZero();
    assertThat(yes.err()).contains("Account:", "Password:", "Release it? [y/N]");
    assertThat(service.asked()).hasSize(3);
    assertThat(service.asked().get(1).path()).isEqualTo("/approvals/api/pending");
  }

  @Test
  void anythingButAYesReleasesNothing() {
    service.answering(200, token()).answering(200, PENDING);
    var no = byHand("robin\n" + PASSWORD + "\ntrue\n", "approve CHG-HR-7K3M9QXA");
    assertThat(no.code()).isEqualTo(1);
    assertThat(no.err()).contains("nothing was changed; it still waits");
    assertThat(service.asked()).hasSize(2);
  }

  @Test
  void whatDoesNotWaitIsNotReleased() {
    service.answering(200, token()).answering(200, PENDING);
    var typed = byHand("robin\n" + PASSWORD + "\n", "approve CHG-HR-AAAAAAAA");
    assertThat(typed.code()).isEqualTo(1);
    assertThat(typed.err()).contains("does not wait for you");
    assertThat(service.asked()).hasSize(2);
  }

  @Test
  void declinesWithAReason() {
    service.answering(200, token()).answering(200, DONE);
    var typed =
        with(
            "decline CHG-HR-7K3M9QXA --reason 'wrong person' --account robin --password-file "
                + password);
    assertThat(typed.code()).isZero();
    assertThat(service.asked().get(1).path()).isEqualTo("/approvals/api/decline");
    assertThat(service.asked().get(1).body())
        .isEqualTo("{\"id\":\"CHG-HR-7K3M9QXA\",\"reason\":\"wrong person\"}");
  }

  @Test
  void listsWhatWaits() {
    service.answering(200, token()).answering(200, PENDING);
    var typed = with("changes list --server hr --account robin --password-file " + password);
    assertThat(typed.code()).isZero();
    assertThat(typed.out()).contains("CHG-HR-7K3M9QXA", "Add an employee");
    assertThat(service.asked().getFirst().body()).contains("\"server\":\"hr\"");
  }

  record Refusal(String what, int status, String body, int code, String said) {
    @Override
    public String toString() {
      return what;
    }
  }

  static final List<Refusal> refusals =
      List.of(
          new Refusal("wrong password", 401, "The account or its password is wrong.", 1, "wrong"),
          new Refusal("unknown server", 400, "There is no approval page.", 1, "no approval page"),
          new Refusal("too often", 429, "Too many sign-ins failed; wait.", 3, "Too many"),
          new Refusal("busy", 503, "The service cannot answer now.", 3, "cannot do it"));

  @ParameterizedTest
  @FieldSource("refusals")
  void aRefusedSignInAsksNoPage(Refusal one) {
    service.answering(
        one.status(), "{\"error\":\"x\",\"error_description\":\"" + one.body() + "\"}");
    var typed = with("approve CHG-HR-1 --yes --account robin --password-file " + password);
    assertThat(typed.code()).isEqualTo(one.code());
    assertThat(typed.err()).contains(one.said()).doesNotContain(PASSWORD);
    assertThat(service.asked()).hasSize(1);
  }

  @Test
  void aRefusalOfThePageIsSaid() {
    service
        .answering(200, token())
        .answering(409, "{\"error\":\"expired\",\"error_description\":\"It has expired.\"}");
    var typed = with("approve CHG-HR-1 --yes --account robin --password-file " + password);
    assertThat(typed.code()).isEqualTo(1);
    assertThat(typed.err()).contains("It has expired.");
  }

  /** A token service that is not ours must not have the password sent on, nor read in the open. */
  @Test
  void neitherPasswordNorTokenGoesWhereOthersListen() {
    service.answering(
        200, "{\"token\":\"t\",\"servers\":[{\"approvals\":\"http://192.0.2.1/approvals\"}]}");
    var typed = with("approve CHG-HR-1 --yes --account robin --password-file " + password);
    assertThat(typed.code()).isEqualTo(2);
    assertThat(typed.err()).contains("plain http to another machine");
    var away =
        Typed.with(
            Map.of("ISSUER", "http://tokens.example"),
            "approve CHG-HR-1 --yes --account robin --password-file " + password);
    assertThat(away.code()).isEqualTo(2);
    assertThat(away.err()).contains("plain http to another machine");
  }

  @Test
  void aRedirectGetsNoPassword() {
    try (var elsewhere = new StubService().answering(200, token())) {
      service.redirecting(elsewhere.url() + "/approvers/token");
      var typed = with("approve CHG-HR-1 --yes --account robin --password-file " + password);
      assertThat(typed.code()).isEqualTo(3);
      assertThat(elsewhere.asked()).isEmpty();
    }
  }

  @Test
  void aPasswordFromAFileOrByHandGoesToAnAccountAndStaysUnshown() throws IOException {
    service.answering(201, "{\"approver\":{\"account\":\"robin\",\"name\":\"Robin\"}}");
    var typed =
        Typed.at(service, "approver add robin --reason x --operator y --password-file " + password);
    assertThat(typed.code()).isZero();
    assertThat(service.asked().getFirst().body()).contains("\"password\":\"" + PASSWORD + "\"");
    assertThat(typed.out() + typed.err()).doesNotContain(PASSWORD);
    var again =
        Typed.byHand(
            service,
            PASSWORD + "\n" + PASSWORD + "\n",
            "approver reset-password robin --reason x --operator y --ask-password");
    assertThat(again.code()).isZero();
    assertThat(service.asked().get(1).body()).contains("\"password\":\"" + PASSWORD + "\"");
    var other =
        Typed.byHand(
            service,
            PASSWORD + "\nsomething else\n",
            "approver reset-password robin --reason x --operator y --ask-password");
    assertThat(other.code()).isEqualTo(2);
    assertThat(service.asked()).hasSize(2);
    assertThat(Files.readString(password, UTF_8)).contains(PASSWORD);
  }

  @Test
  void aPasswordThatWasMadeIsShownOnce() {
    service.answering(201, "{\"approver\":{\"account\":\"robin\"},\"password\":\"made-for-you\"}");
    var typed = Typed.at(service, "approver add robin --reason x --operator y");
    assertThat(typed.out()).contains("robin", "made-for-you");
  }

  private String token() {
    return "{\"token\":\"the-approvers-token\",\"expires_in\":900,\"servers\":[{\"name\":\"hr\","
        + "\"approvals\":\""
        + service.url()
        + "/approvals\"}]}";
  }

  private Typed with(String line) {
    return Typed.with(Map.of("ISSUER", service.url()), line);
  }

  private Typed byHand(String in, String line) {
    return Typed.byHand(service, in, line + " --issuer " + service.url());
  }
}
