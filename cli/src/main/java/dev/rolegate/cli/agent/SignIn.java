package dev.rolegate.cli.agent;

import dev.rolegate.agent.Agent;
import dev.rolegate.agent.AgentConfig;
import dev.rolegate.agent.AgentConfig.Start;
import dev.rolegate.agent.Credential;
import dev.rolegate.agent.NotConnected;
import dev.rolegate.agent.Person;
import dev.rolegate.cli.Exit;
import dev.rolegate.cli.Rolegate;
import dev.rolegate.cli.Terminal;
import dev.rolegate.cli.WrongUsage;
import java.time.InstantSource;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Who calls, how it shows that, and where it begins: what all commands of the agent share. */
final class SignIn {
  private static final String ISSUER = "http://localhost:8100";

  @Option(
      names = "--as",
      paramLabel = "CLIENT",
      description = "whose tools: the client's id (default: CLIENT_ID)")
  private @Nullable String client;

  @Option(
      names = "--secret-file",
      paramLabel = "FILE",
      description =
          "its secret, - is standard input (default: CLIENT_SECRET, CLIENT_SECRET_FILE; asked for"
              + " on a terminal; those of the demo clients are known)")
  private @Nullable String secretFile;

  @Option(
      names = "--signing-key",
      paramLabel = "FILE",
      description =
          "private key in PEM, for a client that signs instead (private_key_jwt; default:"
              + " CLIENT_SIGNING_KEY_FILE)")
  private @Nullable String keyFile;

  @Option(
      names = "--key-id",
      paramLabel = "KID",
      description = "under which the key is registered (default: CLIENT_SIGNING_KEY_ID)")
  private @Nullable String keyId;

  @Option(
      names = "--issuer",
      paramLabel = "URL",
      description = "the token service (default: ISSUER, or " + ISSUER + ")")
  private @Nullable String issuer;

  /** Joins the servers, does something with them, and leaves them; returns the exit code. */
  int join(Rolegate rolegate, Person person, ToIntFunction<Agent> use) {
    try (var agent = Agent.connect(config(rolegate), person)) {
      return use.applyAsInt(agent);
    } catch (NotConnected e) {
      rolegate.terminal().complain(e.sentence());
      return (e.unreached() ? Exit.UNREACHED : Exit.REFUSED).code();
    }
  }

  AgentConfig config(Rolegate rolegate) {
    var terminal = rolegate.terminal();
    return new AgentConfig(
        new Start.Issuer(issuer(terminal)),
        credential(terminal),
        rolegate.trust(),
        "internal-network".equals(terminal.variable("PLAIN_HTTP")),
        InstantSource.system());
  }

  String clientId(Terminal terminal) {
    var id = client != null ? client : terminal.variable("CLIENT_ID");
    if (id == null || id.isEmpty()) {
      throw new WrongUsage("say whose tools: --as CLIENT");
    }
    return id;
  }

  String issuer(Terminal terminal) {
    var named = terminal.variable("ISSUER");
    return issuer != null ? issuer : named != null ? named : ISSUER;
  }

  private Credential credential(Terminal terminal) {
    var id = clientId(terminal);
    var key = keyFile != null ? keyFile : terminal.variable("CLIENT_SIGNING_KEY_FILE");
    if (key == null) {
      return new Credential.SharedSecret(
          id, new ClientSecret(terminal).of(id, secretFile, issuer(terminal)));
    }
    if (secretFile != null) {
      throw new WrongUsage("give one of --secret-file and --signing-key");
    }
    var kid = keyId != null ? keyId : terminal.variable("CLIENT_SIGNING_KEY_ID");
    return new Credential.SigningKey(id, SigningKeyFile.read(key), kid);
  }
}
