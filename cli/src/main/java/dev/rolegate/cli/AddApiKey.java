package dev.rolegate.cli;

import dev.rolegate.auth.AccessPolicy;
import dev.rolegate.auth.Decision;
import dev.rolegate.auth.apikey.ApiKey;
import dev.rolegate.auth.apikey.ApiKeyFile;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Everything that an entry says, checked against the policy before it is written. */
@Command(
    name = "add",
    description = {
      "Makes an API key. It is shown once; the file keeps its SHA-256. Servers with API_KEYS_FILE"
          + " take it within a second.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  rolegate apikey add reports --sub reports --role Officer --servers hr --expires P90D",
      "  rolegate apikey add carols --sub carol --role Officer --id 125 --servers hr --expires P30D"
          + " --secret-file carols.key"
    })
final class AddApiKey implements Callable<Integer> {
  private static final String ALL = "all";

  private final Rolegate rolegate;

  @Mixin private NewApiKey made = new NewApiKey();
  @Mixin private PolicyOption policy = new PolicyOption();

  @Option(
      names = "--sub",
      paramLabel = "TEXT",
      required = true,
      description = "whom it acts as: the sub of its caller")
  private String subject = "";

  @Option(
      names = "--role",
      paramLabel = "ROLE",
      description =
          "its job role, as the access policy spells it; without one it is admitted only where no"
              + " role is asked for")
  private @Nullable String role;

  @Option(
      names = "--id",
      paramLabel = "TEXT",
      description = "its caller's number in the company's own records")
  private @Nullable String claimId;

  @Option(names = "--name", paramLabel = "TEXT", description = "its caller's name, for people")
  private @Nullable String claimName;

  @Option(
      names = "--servers",
      split = ",",
      required = true,
      paramLabel = "NAME",
      description = "where it is good: names of the policy, or all that there are now")
  private List<String> servers = new ArrayList<>();

  @Option(
      names = "--expires",
      required = true,
      paramLabel = "DURATION",
      description = "how long it lives, such as P90D; at most P366D")
  private Duration expires = Duration.ZERO;

  AddApiKey(Rolegate rolegate) {
    this.rolegate = rolegate;
  }

  @Override
  public Integer call() {
    var terminal = rolegate.terminal();
    var read = policy.read(terminal);
    var named = servers(read);
    if (role != null) {
      PolicyOption.mustKnow("--role", role, read.roles());
    }
    var life = NewApiKey.life(expires);
    var code =
        made.make(
            rolegate, (keys, sha256, now) -> with(entry(named, sha256, now, life), keys, now));
    if (code == Exit.DONE.code()) {
      notes(read, named, terminal);
    }
    return code;
  }

  private List<String> servers(AccessPolicy read) {
    if (servers.equals(List.of(ALL))) {
      return List.copyOf(read.servers());
    }
    servers.forEach(server -> PolicyOption.mustKnow("--servers", server, read.servers()));
    return servers.stream().distinct().toList();
  }

  private ApiKey entry(List<String> named, String sha256, Instant now, Duration life) {
    return new ApiKey(
        made.id(), sha256, subject, role, claimId, claimName, named, now, now.plus(life));
  }

  /** An id that has ended is free again. */
  private static List<ApiKey> with(ApiKey entry, List<ApiKey> keys, Instant now) {
    var id = entry.keyId();
    var left = new ArrayList<ApiKey>();
    for (var key : keys) {
      if (!key.keyId().equals(id)) {
        left.add(key);
      } else if (!key.hasEnded(now)) {
        throw new ApiKeysOption.NotDone(
            "there is an API key %s already; rotate it, revoke it, or choose another id"
                .formatted(id));
      }
    }
    left.add(entry);
    return left;
  }

  /** What was done as asked and may still surprise. */
  private void notes(AccessPolicy read, List<String> named, Terminal terminal) {
    for (var server : named) {
      if (read.admission(server, role) instanceof Decision.Denied(var _, var explanation, var _)) {
        terminal.note(
            "note: the access policy keeps this key out of " + server + ": " + explanation);
      }
    }
    if (terminal.variable(ApiKeyFile.SETTING) == null) {
      terminal.note(
          "note: servers take API keys once they are started with "
              + ApiKeyFile.SETTING
              + "="
              + made.path(terminal));
    }
  }
}
