package dev.rolegate.token;

import dev.rolegate.auth.config.Secret;
import dev.rolegate.auth.config.SecretText;
import dev.rolegate.token.Credentials.ClientSecret;
import dev.rolegate.token.Credentials.Unusable;
import dev.rolegate.token.client.Client;
import dev.rolegate.token.client.Clients;
import dev.rolegate.token.client.SecretHash;
import dev.rolegate.token.client.SecretHashing;
import java.time.InstantSource;

/**
 * Tells whether a request comes from the client that it names. An unknown client costs the same
 * work as a wrong secret and gets the same answer; only the audit tells them apart. Thread-safe.
 */
final class ClientAuthentication {
  private final Clients clients;
  private final SecretHashing hashing;
  private final InstantSource clock;
  private final SecretHash nobodys;

  ClientAuthentication(Clients clients, SecretHashing hashing, InstantSource clock) {
    this.clients = clients;
    this.clock = clock;
    this.hashing = hashing;
    this.nobodys = hashing.hash("", Secret.of(SecretText.random()));
  }

  /** What came of it. */
  sealed interface Outcome {
    record Authenticated(Client client) implements Outcome {}

    record Failed(OAuthError why) implements Outcome {}
  }

  Outcome authenticate(Credentials credentials) {
    return switch (credentials) {
      case Unusable(var reason, var _) -> failed(reason);
      case ClientSecret(var clientId, var secret) -> {
        var client = clients.find(clientId);
        var presented = hashing.hash(clientId, secret);
        var matches =
            client == null
                ? presented.matches(nobodys)
                : client.hasSecret(presented, clock.instant());
        if (client == null) {
          yield failed("unknown_client");
        }
        yield matches ? new Outcome.Authenticated(client) : failed("wrong_secret");
      }
    };
  }

  private static Outcome failed(String reason) {
    return new Outcome.Failed(OAuthError.invalidClient(reason));
  }
}
