package dev.rolegate.token.client;

import dev.rolegate.auth.config.Secret;
import dev.rolegate.token.client.Client.ClientSecret;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The four clients that every reader of the README knows, with their secrets. They live in memory
 * only, with {@code DEMO=true} only. This class is immutable.
 */
public final class DemoClients implements Clients {
  private final Map<String, Client> clients;

  public DemoClients(SecretHashing hashing) {
    var all = new HashMap<String, Client>();
    add(all, hashing, "alice", "alice-secret", "Manager", "123", "Alice");
    add(all, hashing, "bob", "bob-secret", "AssistantManager", "124", "Bob");
    add(all, hashing, "carol", "carol-secret", "Officer", "125", "Carol");
    add(all, hashing, "test_client", "secret_1234", null, null, null);
    clients = Map.copyOf(all);
  }

  @Override
  public @Nullable Client find(String clientId) {
    return clients.get(clientId);
  }

  private static void add(
      Map<String, Client> all,
      SecretHashing hashing,
      String clientId,
      String secret,
      @Nullable String jobRole,
      @Nullable String id,
      @Nullable String name) {
    var hash = hashing.hash(clientId, Secret.of(secret));
    all.put(
        clientId,
        new Client(
            clientId,
            "demo client",
            clientId,
            jobRole,
            id,
            name,
            null,
            Client.DEFAULT_GRANTS,
            Client.DEFAULT_AUTH_METHODS,
            null,
            true,
            null,
            Set.of(),
            List.of(new ClientSecret("demo", hash, Instant.EPOCH, null)),
            List.of()));
  }
}
