package dev.rolegate.token;

import dev.rolegate.token.Credentials.Assertion;
import dev.rolegate.token.Credentials.ClientSecret;
import dev.rolegate.token.Credentials.Unusable;
import dev.rolegate.token.assertion.AssertionAuthentication;
import dev.rolegate.token.client.Client;
import dev.rolegate.token.client.Clients;
import dev.rolegate.token.client.SecretHash;
import dev.rolegate.token.client.SecretHashing;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether a request comes from the client that it names, and whether that client may have
 * anything. Whatever fails costs the same work and gets the same answer; only the audit tells one
 * from the other. Thread-safe.
 */
final class ClientAuthentication {
  /** Stands for a client that is unknown, so that it is compared with as any other. */
  private static final Client NOBODY =
      new Client(
          "", null, "", null, null, null, null, Set.of(), Set.of(), null, false, null, Set.of(),
          List.of(), List.of());

  /** How a client may authenticate itself, for the metadata. */
  static final List<String> METHODS = List.of(Client.BASIC, Client.POST, Client.PRIVATE_KEY_JWT);

  private final Clients clients;
  private final SecretHashing hashing;
  private final InstantSource clock;
  private final AssertionAuthentication assertions;

  ClientAuthentication(
      Clients clients,
      SecretHashing hashing,
      AssertionAuthentication assertions,
      InstantSource clock) {
    this.clients = clients;
    this.assertions = assertions;
    this.clock = clock;
    this.hashing = hashing;
  }

  /** What came of it. */
  sealed interface Outcome {
    record Authenticated(Client client) implements Outcome {}

    record Failed(OAuthError why) implements Outcome {}
  }

  Outcome authenticate(Credentials credentials) {
    return switch (credentials) {
      case Unusable(var reason, var _) -> failed(reason);
      case ClientSecret secret -> authenticate(secret);
      case Assertion(var clientId, var assertion) ->
          switch (assertions.authenticate(clientId, assertion)) {
            case AssertionAuthentication.Outcome.Authenticated(var client) ->
                new Outcome.Authenticated(client);
            case AssertionAuthentication.Outcome.Failed(var reason) -> failed(reason);
          };
    };
  }

  private Outcome authenticate(ClientSecret presented) {
    var found = clients.find(presented.clientId());
    var hashes = hashing.hashes(presented.clientId(), presented.secret());
    var own = (found == null ? NOBODY : found).secretOf(hashes);
    if (found == null) {
      return failed("unknown_client");
    }
    if (own == null) {
      return failed("wrong_secret");
    }
    var refusal = refusal(found, own, presented.method(), clock.instant());
    if (refusal != null) {
      return failed(refusal);
    }
    keepUnderNewestKey(own, hashes.getFirst());
    return new Outcome.Authenticated(found);
  }

  /** Why a client that knows its secret is refused all the same, or null. */
  private static @Nullable String refusal(
      Client client, Client.ClientSecret own, String method, Instant now) {
    if (!own.isLive(now)) {
      return "secret_ended";
    }
    if (!client.enabled()) {
      return "client_disabled";
    }
    if (client.hasEnded(now)) {
      return "client_ended";
    }
    return client.authMethods().contains(method) ? null : "auth_method_not_registered";
  }

  private void keepUnderNewestKey(Client.ClientSecret own, SecretHash newest) {
    if (!own.hash().keyId().equals(newest.keyId())) {
      clients.rehash(own, newest);
    }
  }

  private static Outcome failed(String reason) {
    return new Outcome.Failed(OAuthError.invalidClient(reason));
  }
}
