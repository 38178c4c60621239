package dev.rolegate.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolegate.auth.apikey.ApiKey;
import dev.rolegate.auth.apikey.ApiKeyDocument;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** What needs no more than the file of the API keys. */
@Command(
    name = "apikey",
    description = {
      "API keys: callers without a token. Edits the file that servers read (API_KEYS_FILE); asks no"
          + " service.",
      ""
    },
    footer = {
      "",
      "Example:",
      "  rolegate apikey add reports --sub reports --role Officer --servers hr --expires P90D"
    })
final class ApiKeyCommands {
  private final Rolegate rolegate;

  ApiKeyCommands(Rolegate rolegate) {
    this.rolegate = rolegate;
  }

  @Command(
      description = {"Lists all API keys. The keys themselves are kept nowhere.", ""},
      footer = {"", "Example:", "  rolegate apikey list --json"})
  int list(@Mixin ApiKeysOption file) {
    var keys = file.read(rolegate.terminal());
    var now = Instant.now();
    return rolegate.report(new Answer.Done(json(keys, now)), _ -> print(keys, now));
  }

  @Command(
      description = {
        "Takes an API key back, both keys of a rotation: it ends on every server within a second.",
        ""
      },
      footer = {"", "Example:", "  rolegate apikey revoke reports"})
  int revoke(
      @Parameters(paramLabel = "ID", description = "the key's id") String id,
      @Mixin ApiKeysOption file) {
    var terminal = rolegate.terminal();
    var failed =
        file.change(
            terminal,
            keys -> {
              var taken = ApiKeysOption.named(id, keys);
              return keys.stream().filter(key -> !taken.contains(key)).toList();
            });
    return rolegate.report(
        failed != null ? failed : new Answer.Done(Json.object().put("key_id", id)),
        _ -> new Table().row(id + " is taken back").printTo(terminal));
  }

  private static ObjectNode json(List<ApiKey> keys, Instant now) {
    var all = Json.object();
    var array = all.putArray("keys");
    keys.forEach(key -> array.add(ApiKeyDocument.json(key).put("state", state(key, now))));
    return all;
  }

  private void print(List<ApiKey> keys, Instant now) {
    var table = new Table().row("KEY", "ROLE", "SUBJECT", "SERVERS", "STATE", "ENDS", "NAME");
    for (var key : keys) {
      table.row(
          key.keyId(),
          orNothing(key.jobRole()),
          key.subject(),
          String.join(",", key.servers()),
          state(key, now),
          key.notAfter().toString(),
          orNothing(key.name()));
    }
    table.printTo(rolegate.terminal());
  }

  private static String orNothing(@Nullable String text) {
    return text == null ? "" : text;
  }

  private static String state(ApiKey key, Instant now) {
    if (key.hasEnded(now)) {
      return "ended";
    }
    return key.notBefore().isAfter(now) ? "to come" : "good";
  }
}
