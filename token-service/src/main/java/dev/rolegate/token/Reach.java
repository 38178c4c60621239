package dev.rolegate.token;

import dev.rolegate.auth.AccessPolicy;
import dev.rolegate.token.Resources.Server;
import dev.rolegate.token.client.Client;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How far a request reaches: the servers that it may ask for. Immutable.
 *
 * @param clients each must be registered for the server
 * @param roles each must be admitted to it; null stands for a role that is absent
 * @param within URIs of the servers that what the request presents covers; null: it presents
 *     nothing
 */
record Reach(List<Client> clients, List<@Nullable String> roles, @Nullable Set<String> within) {
  /** Of a client that asks for itself. */
  static Reach of(Client client) {
    return new Reach(List.of(client), Collections.singletonList(client.jobRole()), null);
  }

  /** The same, for what an earlier token covers. */
  Reach within(Collection<String> uris) {
    return new Reach(clients, roles, Set.copyOf(uris));
  }

  boolean isRegistered(Server server) {
    return clients.stream().allMatch(client -> client.isRegisteredFor(server.name()));
  }

  boolean covers(Server server) {
    return within == null || within.contains(server.uri());
  }

  boolean isAdmitted(Server server, AccessPolicy policy) {
    return roles.stream().allMatch(role -> policy.serversAdmitting(role).contains(server.name()));
  }
}
