package dev.rolegate.token.client;

import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * What a registration may refer to: everything else would be of no use, or a surprise later.
 *
 * @param servers their names
 * @param roles those that the policy knows; any other is admitted nowhere
 * @param grants those that are implemented
 * @param longestToken what {@code TOKEN_TTL} says
 */
public record RegistrationRules(
    Set<String> servers, List<String> roles, Set<String> grants, Duration longestToken) {
  static final Set<String> AUTH_METHODS = Set.of(Client.BASIC, Client.POST, Client.PRIVATE_KEY_JWT);

  public RegistrationRules {
    servers = Set.copyOf(servers);
    roles = List.copyOf(roles);
    grants = Set.copyOf(grants);
  }
}
