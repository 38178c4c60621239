package dev.rolegate.token;

import dev.rolegate.token.Resources.Server;
import dev.rolegate.token.client.Client;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is decided about a token request, and about whom. */
sealed interface TokenDecision {
  /**
   * A token.
   *
   * @param servers those that its role is admitted to and its audience covers
   */
  record Issued(Client client, AccessToken token, List<Server> servers) implements TokenDecision {
    public Issued {
      servers = List.copyOf(servers);
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
  }
}
