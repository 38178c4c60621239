package dev.rolegate.cli;

import dev.rolegate.auth.AccessPolicy;
import dev.rolegate.auth.PolicyRefused;
import dev.rolegate.auth.text.NearMatch;
import java.nio.file.Path;
import java.util.Collection;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which access policy is meant. */
final class PolicyOption {
  @Option(
      names = "--policy",
      paramLabel = "FILE",
      description = "the access policy (default: POLICY_FILE, or access-policy.yaml here)")
  private @Nullable Path file;

  /** Refuses a name that the policy does not have. */
  static void mustKnow(String option, String name, Collection<String> known) {
    if (!known.contains(name)) {
      throw new WrongUsage(
          "%s: the policy has no %s%s".formatted(option, name, NearMatch.suggestion(name, known)));
    }
  }

  AccessPolicy read(Terminal terminal) {
    var named = terminal.variable("POLICY_FILE");
    var path = file != null ? file : Path.of(named == null ? "access-policy.yaml" : named);
    try {
      return AccessPolicy.load(path);
    } catch (PolicyRefused refused) {
      throw new WrongUsage(String.join("; ", refused.problems()));
    }
  }
}
