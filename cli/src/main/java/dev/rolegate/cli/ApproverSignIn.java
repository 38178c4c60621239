package dev.rolegate.cli;

import dev.rolegate.auth.config.Secret;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** A person who signs in at the token service, to be an approver at one server. */
final class ApproverSignIn {
  private static final Duration TO_ANSWER = Duration.ofSeconds(30);
  private static final String ISSUER = "http://localhost:8100";
  private static final String FILE = "--password-file";

  @Option(
      names = "--account",
      paramLabel = "ACCOUNT",
      description =
          "whom you sign in as (default: APPROVER_ACCOUNT; asked for on a terminal); a client cannot")
  private @Nullable String account;

  @Option(
      names = FILE,
      paramLabel = "FILE",
      description =
          "the password, - is standard input (default: APPROVER_PASSWORD_FILE; asked for on a"
              + " terminal)")
  private @Nullable String file;

  @Option(
      names = "--issuer",
      paramLabel = "URL",
      description = "the token service (default: ISSUER, or " + ISSUER + ")")
  private @Nullable String issuer;

  /** What came of it. */
  sealed interface Outcome {
    record SignedIn(ApprovalApi api) implements Outcome {}

    record Refused(Answer.Failed why) implements Outcome {}
  }

  Outcome at(String server, Rolegate rolegate) {
    var terminal = rolegate.terminal();
    var named = terminal.variable("ISSUER");
    var url =
        SafeUrl.of("--issuer", issuer != null ? issuer : named != null ? named : ISSUER, terminal);
    var http = new JsonPost(rolegate.trust(), TO_ANSWER);
    var request =
        Json.object()
            .put("account", account(terminal))
            .put("password", password(terminal).text())
            .put("server", server);
    return switch (http.post(URI.create(url + "/approvers/token"), null, request)) {
      case JsonPost.Outcome.Answered answered -> read(answered, url, http, terminal);
      case JsonPost.Outcome.Strange(var status) ->
          unreached(url + " answers " + status + ", but not as a token service does");
      case JsonPost.Outcome.Unreached(var what) ->
          unreached(url + " " + what + "; is the token service up? Else give --issuer");
      case JsonPost.Outcome.Unknown(var what) -> unreached(url + " " + what);
    };
  }

  private static Outcome read(
      JsonPost.Outcome.Answered answered, URI url, JsonPost http, Terminal terminal) {
    var token = answered.body().path("token").asText("");
    var page = answered.body().at("/servers/0/approvals").asText("");
    if (answered.status() == 200 && !token.isEmpty() && !page.isEmpty()) {
      return new Outcome.SignedIn(
          new ApprovalApi(SafeUrl.of("APPROVAL_PAGES", page, terminal), Secret.of(token), http));
    }
    var said = answered.said();
    if (said == null) {
      return unreached(url + " answers " + answered.status() + ", but not as a token service does");
    }
    return switch (answered.status()) {
      case 400, 401 -> new Outcome.Refused(new Answer.Failed(Exit.REFUSED, said));
      default -> unreached(url + " cannot do it: " + said);
    };
  }

  private String account(Terminal terminal) {
    var name = account != null ? account : terminal.variable("APPROVER_ACCOUNT");
    if (name == null && terminal.interactive()) {
      name = terminal.ask("Account:");
    }
    if (name == null || name.isEmpty()) {
      throw new WrongUsage("say whom you sign in as: --account ACCOUNT");
    }
    return name;
  }

  private Secret password(Terminal terminal) {
    var named = terminal.variable("APPROVER_PASSWORD_FILE");
    if (file != null || named != null) {
      return file != null
          ? ApproverPassword.in(FILE, file, terminal)
          : ApproverPassword.in("APPROVER_PASSWORD_FILE", String.valueOf(named), terminal);
    }
    var typed = ApproverPassword.typed("Password:", terminal);
    if (typed == null) {
      throw new WrongUsage("give the password of the account: " + FILE + " FILE");
    }
    return typed;
  }

  private static Outcome unreached(String sentence) {
    return new Outcome.Refused(new Answer.Failed(Exit.UNREACHED, sentence));
  }
}
