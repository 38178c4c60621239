package dev.rolegate.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolegate.auth.config.Env;
import dev.rolegate.cli.agent.Call;
import dev.rolegate.cli.agent.Chat;
import dev.rolegate.cli.agent.Connect;
import dev.rolegate.cli.agent.Headers;
import dev.rolegate.cli.agent.ListTools;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/**
 * The command itself: what all its subcommands share, and how they ask and answer. Asking is
 * thread-safe.
 */
@Command(
    name = "rolegate",
    description = {
      "Asks a running token service, and changes it: clients, approvers, keys, revocations.",
      "Releases or declines changes, as an approver. Explains the access policy. Verifies audits,"
          + " and that a deployment does what its access policy says.",
      ""
    },
    footer = {"", "Example:", "  rolegate client list"})
public final class Rolegate {
  private final Terminal terminal;

  @Option(
      names = "--json",
      scope = ScopeType.INHERIT,
      description = "one JSON object on stdout, for programs; tables otherwise")
  private boolean json;

  @Option(
      names = "--url",
      paramLabel = "URL",
      scope = ScopeType.INHERIT,
      description =
          "management port of the token service (default: ROLEGATE_URL, or port 9100 of this"
              + " machine)")
  private @Nullable String url;

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      scope = ScopeType.INHERIT,
      description =
          "management token (default: MANAGEMENT_TOKEN, MANAGEMENT_TOKEN_FILE, or"
              + " $DATA_DIR/token-service/management.token)")
  private @Nullable Path tokenFile;

  @Option(
      names = "--ca-file",
      paramLabel = "FILE",
      scope = ScopeType.INHERIT,
      description =
          "PEM authorities to trust over https (default: TRUSTED_CA_FILE, or those of Java)")
  private @Nullable Path authorities;

  private @Nullable Connection connection;

  private Rolegate(Terminal terminal) {
    this.terminal = terminal;
  }

  /** Runs one command line where nobody is there to be asked; returns the exit code. */
  public static int run(
      List<String> args, Env env, InputStream in, PrintStream out, PrintStream err) {
    return run(args, new Terminal(env, in, out, err, false));
  }

  static int run(List<String> args, Terminal terminal) {
    var code = commandLine(terminal).execute(args.toArray(String[]::new));
    if (terminal.out().checkError()) {
      terminal.complain("the output could not be written whole; is the disk full?");
      return code == Exit.DONE.code() ? Exit.REFUSED.code() : code;
    }
    return code;
  }

  static CommandLine commandLine(Terminal terminal) {
    var rolegate = new Rolegate(terminal);
    return Manners.teach(
        new CommandLine(rolegate)
            .addSubcommand(
                new CommandLine(new ClientCommands(rolegate))
                    .addSubcommand(new AddClient(rolegate))
                    .addSubcommand(new RotateSecret(rolegate)))
            .addSubcommand(
                new CommandLine(new ApproverCommands(rolegate))
                    .addSubcommand(new AddApprover(rolegate)))
            .addSubcommand(
                new CommandLine(new ApiKeyCommands(rolegate))
                    .addSubcommand(new AddApiKey(rolegate))
                    .addSubcommand(new RotateApiKey(rolegate)))
            .addSubcommand(new ChangesCommands(rolegate))
            .addSubcommand(new Approve(rolegate))
            .addSubcommand(new Decline(rolegate))
            .addSubcommand(new KeyCommands(rolegate))
            .addSubcommand(new Revoke(rolegate))
            .addSubcommand(new AuditCommands(rolegate))
            .addSubcommand(new VerifyCommand(rolegate))
            .addSubcommand(new Connect(rolegate))
            .addSubcommand(new ListTools(rolegate))
            .addSubcommand(new Call(rolegate))
            .addSubcommand(new Headers(rolegate))
            .addSubcommand(new Chat(rolegate))
            .addSubcommand(new CanI(rolegate))
            .addSubcommand(new Why(rolegate))
            .addSubcommand(new Access(rolegate))
            .addSubcommand(new Version(rolegate))
            .addSubcommand(new Completion(rolegate)),
        terminal);
  }

  /** Where it was typed. */
  public Terminal terminal() {
    return terminal;
  }

  /** Whether programs read what is printed. */
  public boolean json() {
    return json;
  }

  /** Whom to trust over https; null: those of Java. */
  public @Nullable SSLContext trust() {
    var named = terminal.variable("TRUSTED_CA_FILE");
    return Trust.in(authorities != null ? authorities : named != null ? Path.of(named) : null);
  }

  /** Asks the service for one operation, such as {@code clients/list}. */
  Answer ask(String operation, ObjectNode body) {
    return switch (connection()) {
      case Connection.Open(var port) -> port.ask(operation, body);
      case Connection.Closed(var why) -> why;
    };
  }

  private synchronized Connection connection() {
    if (connection == null) {
      connection = Connection.of(url, tokenFile, this::trust, terminal);
    }
    return connection;
  }

  /** Shows an answer in the form that was asked for; returns the exit code. */
  int report(Answer answer, Consumer<ObjectNode> forPeople) {
    return switch (answer) {
      case Answer.Failed(var exit, var sentence) -> {
        terminal.complain(sentence);
        yield exit.code();
      }
      case Answer.Done(var body) -> {
        if (json) {
          terminal.print(Json.line(body));
        } else {
          forPeople.accept(body);
        }
        yield Exit.DONE.code();
      }
    };
  }
}
