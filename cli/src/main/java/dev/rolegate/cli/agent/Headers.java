package dev.rolegate.cli.agent;

import dev.rolegate.agent.Bearer;
import dev.rolegate.agent.NotConnected;
import dev.rolegate.auth.config.Secret;
import dev.rolegate.cli.Exit;
import dev.rolegate.cli.Json;
import dev.rolegate.cli.Rolegate;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The header that opens a server, for clients that ask a command for it. */
@Command(
    name = "headers",
    description = {
      "Prints {\"Authorization\":\"Bearer …\"}, for MCP clients that take a command for their"
          + " headers, such as Claude Code's headersHelper: they stay signed in. Nothing else is"
          + " printed on stdout.",
      ""
    },
    footer = {"", "Example:", "  rolegate headers --as alice --server hr"})
public final class Headers implements Callable<Integer> {
  private final Rolegate rolegate;

  @Mixin private final SignIn signIn = new SignIn();

  @Option(
      names = "--server",
      paramLabel = "NAME",
      description =
          "the one server, by name or URL, that it opens (default: CLAUDE_CODE_MCP_SERVER_URL, or"
              + " all of the client's)")
  private @Nullable String server;

  @Option(
      names = "--fresh",
      description = "a new token; else one of the last minute may be given again")
  private boolean fresh;

  /** Makes the command of this tree. */
  public Headers(Rolegate rolegate) {
    this.rolegate = rolegate;
  }

  @Override
  public Integer call() {
    var terminal = rolegate.terminal();
    var wanted = server != null ? server : terminal.variable("CLAUDE_CODE_MCP_SERVER_URL");
    var cache =
        new TokenCache(terminal, signIn.issuer(terminal), signIn.clientId(terminal), wanted);
    var kept = fresh ? null : cache.get(Instant.now());
    if (kept != null) {
      return print(kept);
    }
    try {
      var bearer = Bearer.of(signIn.config(rolegate), wanted);
      cache.keep(bearer, Instant.now());
      return print(bearer.token());
    } catch (NotConnected e) {
      terminal.complain(e.sentence());
      return (e.unreached() ? Exit.UNREACHED : Exit.REFUSED).code();
    }
  }

  private int print(Secret token) {
    var header = Json.object().put("Authorization", "Bearer " + token.text());
    rolegate.terminal().print(Json.line(header));
    return Exit.DONE.code();
  }
}
