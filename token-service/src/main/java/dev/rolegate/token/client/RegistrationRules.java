package dev.rolegate.token.client;

import dev.rolegate.auth.CurrentPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * What a registration may refer to: everything else would be of no use, or a surprise later.
 *
 * @param policy its servers, and its roles: any other is admitted nowhere
 * @param grants those that are implemented
 * @param longestToken what {@code TOKEN_TTL} says
 */
public record RegistrationRules(CurrentPolicy policy, Set<String> grants, Duration longestToken) {
  static final Set<String> AUTH_METHODS = Set.of(Client.BASIC, Client.POST, Client.PRIVATE_KEY_JWT);

  public RegistrationRules {
    grants = Set.copyOf(grants);
  }

  /** Their names. */
  Set<String> servers() {
    return policy.get().servers();
  }

  List<String> roles() {
    return policy.get().roles();
  }
}
