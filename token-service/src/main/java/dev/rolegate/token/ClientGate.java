package dev.rolegate.token;

import dev.rolegate.auth.http.ClientAddresses;
import dev.rolegate.auth.http.NetworkAddress;
import dev.rolegate.token.ClientAuthentication.Outcome;
import dev.rolegate.token.client.Client;
import dev.rolegate.token.limit.Limit;
import dev.rolegate.token.limit.RequestLimits;
import dev.rolegate.token.limit.RequestLimits.Verdict;
import io.javalin.http.Context;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Stands before every endpoint at which a client authenticates itself, and refuses what comes too
 * often, cheapest first: {@link #arriving} before anything is read, {@link #authenticate} before
 * anything is hashed, {@link #issuing} before anything is signed. All endpoints share one.
 * Thread-safe.
 */
final class ClientGate {
  private final ClientAddresses addresses;
  private final RequestLimits limits;
  private final ClientAuthentication authentication;

  ClientGate(ClientAddresses addresses, RequestLimits limits, ClientAuthentication authentication) {
    this.addresses = addresses;
    this.limits = limits;
    this.authentication = authentication;
  }

  NetworkAddress addressOf(Context ctx) {
    return addresses.of(ctx);
  }

  /** Why a request is not even read; null: go on. */
  @Nullable OAuthError arriving(NetworkAddress from) {
    return refusal(limits.arriving(from));
  }

  /** Authenticates the client, unless it failed to too often from there. */
  Outcome authenticate(Credentials credentials, NetworkAddress from) {
    var clientId = credentials.clientId();
    if (clientId == null) {
      return authentication.authenticate(credentials);
    }
    var refused = refusal(limits.authenticating(clientId, from));
    if (refused != null) {
      return new Outcome.Failed(refused);
    }
    return switch (authentication.authenticate(credentials)) {
      case Outcome.Authenticated authenticated -> authenticated;
      case Outcome.Failed failed -> {
        var uncounted = refusal(limits.failed(clientId, from));
        yield uncounted == null ? failed : new Outcome.Failed(uncounted);
      }
    };
  }

  /** Why the client gets no token now; null: go on. */
  @Nullable OAuthError issuing(Client client) {
    return refusal(limits.issuing(client.clientId()));
  }

  private static @Nullable OAuthError refusal(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Passed() -> null;
      case Verdict.Exceeded(var limit, var wait) ->
          OAuthError.tooManyRequests(limit.reason(), described(limit), wait);
      case Verdict.Undecided() ->
          OAuthError.unavailable("limits_unavailable", Duration.ofSeconds(5));
    };
  }

  private static String described(Limit limit) {
    return switch (limit) {
      case REQUESTS -> "Too many requests come from this address; wait, then send fewer.";
      case FAILURES ->
          "The authentication of this client failed too often from this address; wait, then send"
              + " the right secret.";
      case TOKENS ->
          "This client asks for too many tokens; wait, and use a token until it expires.";
    };
  }
}
