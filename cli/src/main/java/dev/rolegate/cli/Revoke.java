package dev.rolegate.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Takes tokens back. */
@Command(
    name = "revoke",
    description = {
      "Revokes tokens that were issued: every server refuses them, within a second where it hears"
          + " the feed. New ones may still be got: see 'client disable'.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  rolegate revoke --client reports --reason 'laptop lost'",
      "  rolegate revoke --jti 5f0c9a --reason 'was pasted into a chat'",
      "  rolegate revoke --all --before 2026-11-01T00:00:00Z --reason 'incident 12' --yes"
    })
final class Revoke implements Callable<Integer> {
  private final Rolegate rolegate;

  @ArgGroup(exclusive = true, multiplicity = "1")
  private Which which = new Which();

  @Mixin private Change change = new Change();
  @Mixin private Consent consent = new Consent();

  @Option(
      names = "--before",
      paramLabel = "TIME",
      description = "only tokens issued before, such as 2026-11-01T00:00:00Z (default: now)")
  private @Nullable Instant before;

  /** Exactly one of them. */
  static final class Which {
    @Option(names = "--client", paramLabel = "ID", description = "all tokens of a client")
    private @Nullable String client;

    @Option(names = "--subject", paramLabel = "SUBJECT", description = "all tokens of a subject")
    private @Nullable String subject;

    @Option(names = "--jti", paramLabel = "JTI", description = "the one token with this jti")
    private @Nullable String jti;

    @Option(names = "--all", description = "all tokens there are")
    private boolean all;

    private ObjectNode request() {
      var request = Json.object();
      if (client != null) {
        return request.put("client", client);
      }
      if (subject != null) {
        return request.put("subject", subject);
      }
      return jti == null ? request.put("all", true) : request.put("jti", jti);
    }
  }

  Revoke(Rolegate rolegate) {
    this.rolegate = rolegate;
  }

  @Override
  public Integer call() {
    var terminal = rolegate.terminal();
    if (which.jti != null && before != null) {
      throw new WrongUsage("--before says nothing about a single token; leave it out with --jti");
    }
    var request = which.request();
    if (before != null) {
      request.put("before", before.toString());
    }
    change.signed(request, terminal);
    if (which.all && !consent.to("revoke the tokens of everybody", terminal)) {
      return Exit.REFUSED.code();
    }
    return rolegate.report(
        rolegate.ask("revocations/add", request),
        body ->
            new Table()
                .row("revoked, as number " + Json.cell(body.path("seq")) + " of the feed")
                .printTo(terminal));
  }
}
