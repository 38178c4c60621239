package dev.rolegate.token;

import dev.rolegate.auth.Caller;
import dev.rolegate.auth.config.Secret;
import dev.rolegate.token.Resources.Server;
import dev.rolegate.token.client.Client;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is decided about a token request, and about whom. */
sealed interface TokenDecision {
  /** The client that the request names, verified or not. */
  @Nullable String clientId();

  /**
   * A token.
   *
   * @param servers those that its role is admitted to and its audience covers
   * @param reason a short stable code for the audit
   * @param refreshToken to have it renewed with; null: there is none
   * @param subject for whom the client acts; null: for itself
   */
  record Issued(
      Client client,
      AccessToken token,
      List<Server> servers,
      String reason,
      @Nullable Secret refreshToken,
      @Nullable Caller subject)
      implements TokenDecision {
    public Issued {
      servers = List.copyOf(servers);
    }

    /** A token of the client's own. */
    static Issued own(Client client, AccessToken token, List<Server> servers, String reason) {
      return new Issued(client, token, servers, reason, null, null);
    }

    Issued with(Secret refreshToken) {
      return new Issued(client, token, servers, reason, refreshToken, subject);
    }

    @Override
    public String clientId() {
      return client.clientId();
    }
  }

  /**
   * No token.
   *
   * @param claimedId the client id that the request names, verified or not
   * @param client null when nobody was authenticated
   */
  record Refused(OAuthError why, @Nullable String claimedId, @Nullable Client client)
      implements TokenDecision {
    static Refused of(Client client, OAuthError why) {
      return new Refused(why, client.clientId(), client);
    }

    @Override
    public @Nullable String clientId() {
      return claimedId;
    }
  }
}
