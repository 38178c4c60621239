package dev.rolegate.token;

import dev.rolegate.auth.config.Boot;
import dev.rolegate.auth.config.Env;
import dev.rolegate.auth.config.Secret;
import dev.rolegate.token.client.Client;
import dev.rolegate.token.client.SecretHashing;
import dev.rolegate.token.refresh.IssuedToken;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jdbi.v3.core.Handle;

/**
 * A token service with one client that may refresh: none of the demo clients may. In this package
 * because only it can be given clients.
 */
public final class RefreshingService {
  public static final String CLIENT_ID = "app";
  public static final String SECRET = "the-long-secret-of-app-71c08e3b5d";

  /** The ids of the access tokens that were taken back in this process. */
  public static final Set<String> TAKEN_BACK = ConcurrentHashMap.newKeySet();

  private RefreshingService() {}

  public static void main(String[] args) {
    Boot.run(TokenServiceConfig.SERVICE, () -> start(TokenServiceConfig.from(Env.system())));
  }

  public static TokenService start(TokenServiceConfig config) {
    return TokenService.start(
        config,
        Clock.systemUTC(),
        hashing -> {
          var client = client(hashing);
          return clientId -> clientId.equals(CLIENT_ID) ? client : null;
        },
        _ ->
            new TokenRevocations() {
              @Override
              public boolean isRevoked(Handle handle, Issuance issuance) {
                return false;
              }

              @Override
              public void revoke(Handle handle, List<IssuedToken> tokens) {
                tokens.forEach(token -> TAKEN_BACK.add(token.tokenId()));
              }
            });
  }

  private static Client client(SecretHashing hashing) {
    var hash = hashing.hash(CLIENT_ID, Secret.of(SECRET));
    return new Client(
        CLIENT_ID,
        null,
        CLIENT_ID,
        "Manager",
        null,
        null,
        null,
        Set.of("client_credentials", "refresh_token"),
        Client.DEFAULT_AUTH_METHODS,
        null,
        true,
        null,
        Set.of(),
        List.of(new Client.ClientSecret("s1", hash, Instant.EPOCH, null)),
        List.of());
  }
}
