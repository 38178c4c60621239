package dev.rolegate.token;

import dev.rolegate.auth.config.Secret;
import dev.rolegate.token.Resources.Server;
import dev.rolegate.token.TokenDecision.Issued;
import dev.rolegate.token.client.Client;
import dev.rolegate.token.refresh.Family;
import dev.rolegate.token.refresh.Presented;
import dev.rolegate.token.refresh.RefreshTokens;
import dev.rolegate.token.revocation.IssueTimes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** The families of refresh tokens, as grants begin, renew and end them. Thread-safe. */
final class RefreshFamilies {
  private final RefreshTokens tokens;
  private final TokenRevocations revocations;
  private final Duration life;
  private final InstantSource clock;

  /**
   * @param life of a family, from its first token to its last
   */
  RefreshFamilies(
      RefreshTokens tokens, TokenRevocations revocations, Duration life, InstantSource clock) {
    this.tokens = tokens;
    this.revocations = revocations;
    this.life = life;
    this.clock = clock;
  }

  /** The first refresh token beside a first access token for these servers. */
  Secret begin(Handle handle, Issued issued, List<Server> servers, IssueTimes times) {
    var client = issued.client();
    var now = clock.instant();
    return tokens.begin(
        handle,
        client.clientId(),
        client.subject(),
        servers.stream().map(Server::uri).toList(),
        // What takes the access token back takes the family back.
        times.of(client.clientId(), client.subject()),
        end(client, now.plus(life)),
        issued.token().issued());
  }

  /** What the client presents, seen with what was taken back since. */
  Presented find(Handle handle, Client client, Secret token) {
    var presented = tokens.find(handle, token, client.clientId(), clock.instant());
    return presented instanceof Presented.Unused(var family) && isTakenBack(handle, family)
        ? new Presented.Worthless("refresh_family_revoked")
        : presented;
  }

  /** The refresh token that takes the place of a used one. */
  Secret renew(Handle handle, Family family, Secret token, AccessToken issued) {
    return tokens.rotate(handle, family, token, clock.instant(), issued.issued());
  }

  /** Ends a family together with the access tokens that came from it. */
  void revoke(Handle handle, Family family) {
    var alive = tokens.revoke(handle, family, clock.instant());
    if (!alive.isEmpty()) {
      revocations.revoke(handle, alive);
    }
  }

  private boolean isTakenBack(Handle handle, Family family) {
    return revocations.isRevoked(
        handle,
        new TokenRevocations.Issuance(
            family.clientId(), family.subject(), family.begunAt(), null, null));
  }

  private static Instant end(Client client, Instant latest) {
    var end = client.end();
    return end != null && end.at().isBefore(latest) ? end.at() : latest;
  }
}
