package dev.rolegate.auth;

import dev.rolegate.auth.limit.RateLimit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the policy says about one tool. This class is immutable. */
final class ToolPolicy {
  private final Place place;
  private final Verdicts use;
  private final List<ArgumentLine> arguments;
  private final Map<String, List<ArgumentRule>> rulesByRole = new HashMap<>();
  private final List<ArgumentRule> rulesOfOthers;
  private final ConfirmationPolicy confirmation;
  private final @Nullable RateLimit limit;

  /**
   * @param roles every role that the policy declares
   */
  ToolPolicy(
      Place place,
      Verdicts use,
      List<ArgumentLine> arguments,
      List<String> roles,
      ConfirmationPolicy confirmation,
      @Nullable RateLimit limit) {
    this.place = place;
    this.use = use;
    this.arguments = List.copyOf(arguments);
    this.confirmation = confirmation;
    this.limit = limit;
    for (var role : roles) {
      rulesByRole.put(role, ArgumentLine.binding(arguments, role));
    }
    rulesOfOthers = ArgumentLine.all(arguments);
  }

  Place place() {
    return place;
  }

  Verdicts use() {
    return use;
  }

  List<ArgumentLine> arguments() {
    return arguments;
  }

  List<ArgumentRule> rules(@Nullable String role) {
    return role == null ? rulesOfOthers : rulesByRole.getOrDefault(role, rulesOfOthers);
  }

  ConfirmationPolicy confirmation() {
    return confirmation;
  }

  @Nullable RateLimit limit() {
    return limit;
  }
}
