package dev.rolegate.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The keys that sign tokens. */
@Command(
    name = "key",
    description = {"Signing keys: published, signing, retired or revoked.", ""},
    footer = {"", "Example:", "  rolegate key list"})
final class KeyCommands {
  private final Rolegate rolegate;

  KeyCommands(Rolegate rolegate) {
    this.rolegate = rolegate;
  }

  @Command(
      description = {"Lists the signing keys and what becomes of them when.", ""},
      footer = {"", "Example:", "  rolegate key list --json"})
  int list() {
    return rolegate.report(rolegate.ask("keys/list", Json.object()), this::show);
  }

  @Command(
      description = {
        "Makes a new key, publishes it, and signs with it once every server can know it.",
        ""
      },
      footer = {"", "Example:", "  rolegate key rotate --reason quarterly"})
  int rotate(
      @Mixin Change change,
      @Option(
              names = "--now",
              description = "sign with it at once, also where servers do not know it yet")
          boolean now) {
    var request = change.signed(Json.object(), rolegate.terminal());
    if (now) {
      request.put("now", true);
    }
    return rolegate.report(rolegate.ask("keys/rotate", request), this::show);
  }

  @Command(
      description = {
        "Takes a key out at once and for ever: no token that it signed is accepted any more.",
        ""
      },
      footer = {"", "Example:", "  rolegate key revoke KEY --reason 'the disk was stolen' --yes"})
  int revoke(
      @Parameters(paramLabel = "KEY", description = "the key's id (kid)") String kid,
      @Mixin Change change,
      @Mixin Consent consent) {
    var terminal = rolegate.terminal();
    var request = change.signed(Json.object().put("kid", kid), terminal);
    if (!consent.to("revoke key " + kid + " and every token that it signed", terminal)) {
      return Exit.REFUSED.code();
    }
    return rolegate.report(rolegate.ask("keys/revoke", request), this::show);
  }

  /** All keys, as they are now, and what the service has to say to that. */
  private void show(ObjectNode body) {
    var table =
        new Table().row("KEY", "ALG", "STATE", "PUBLISHED", "SIGNS FROM", "RETIRES", "GONE");
    body.path("keys").forEach(key -> table.row(row(key)));
    table.printTo(rolegate.terminal());
    if (body.hasNonNull("note")) {
      rolegate.terminal().note(body.path("note").asText());
    }
  }

  private static String[] row(JsonNode key) {
    return new String[] {
      Json.cell(key.path("kid")),
      Json.cell(key.path("alg")),
      Json.cell(key.path("state")),
      Json.cell(key.path("published_at")),
      Json.cell(key.path("signs_from")),
      Json.cell(key.path("retires_at")),
      Json.cell(key.path(key.has("revoked_at") ? "revoked_at" : "gone_at"))
    };
  }
}
