package dev.rolegate.token;

import com.auth0.jwt.JWT;
import com.auth0.jwt.JWTCreator;
import dev.rolegate.auth.CertificateThumbprint;
import dev.rolegate.auth.config.SecretText;
import dev.rolegate.token.Resources.Server;
import dev.rolegate.token.client.Client;
import dev.rolegate.token.key.SigningKeys;
import dev.rolegate.token.revocation.Revocations;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Issues access tokens: RFC 9068 with the claims of this house. Thread-safe. */
final class AccessTokens {
  private static final int TOKEN_ID_BYTES = 16;

  private final String issuer;
  private final SigningKeys keys;
  private final Duration longest;
  private final Revocations revocations;

  AccessTokens(String issuer, SigningKeys keys, Duration longest, Revocations revocations) {
    this.issuer = issuer;
    this.keys = keys;
    this.longest = longest;
    this.revocations = revocations;
  }

  /**
   * A token for these servers. {@code aud} is a string for one server and an array for several,
   * both of which RFC 7519 §4.1.3 permits.
   *
   * @param certificate the only one that it is good with (RFC 8705 §3.1); null: a bearer token
   */
  AccessToken issue(
      Client client, List<Server> audience, @Nullable CertificateThumbprint certificate) {
    var key = keys.current();
    var now = revocations.issueTime(client.clientId(), client.subject());
    var lifetime = client.tokenLifetime(longest, now);
    var token =
        JWT.create()
            .withHeader(Map.of("typ", "at+jwt"))
            .withKeyId(key.keyId())
            .withIssuer(issuer)
            .withSubject(client.subject())
            .withAudience(audience.stream().map(Server::uri).toArray(String[]::new))
            .withIssuedAt(now)
            .withNotBefore(now)
            .withExpiresAt(now.plus(lifetime))
            .withJWTId(SecretText.random(TOKEN_ID_BYTES))
            .withClaim("client_id", client.clientId());
    addIfPresent(token, "job_role", client.jobRole());
    addIfPresent(token, "id", client.id());
    addIfPresent(token, "name", client.name());
    if (certificate != null) {
      token.withClaim("cnf", Map.of(CertificateThumbprint.MEMBER, certificate.toString()));
    }
    return new AccessToken(token.sign(key.algorithm()), lifetime);
  }

  private static void addIfPresent(JWTCreator.Builder token, String claim, @Nullable String value) {
    if (value != null) {
      token.withClaim(claim, value);
    }
  }
}
