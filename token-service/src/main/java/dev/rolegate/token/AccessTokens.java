package dev.rolegate.token;

import com.auth0.jwt.JWT;
import com.auth0.jwt.JWTCreator;
import dev.rolegate.auth.Caller;
import dev.rolegate.auth.CertificateThumbprint;
import dev.rolegate.auth.config.SecretText;
import dev.rolegate.token.Resources.Server;
import dev.rolegate.token.client.Client;
import dev.rolegate.token.key.SigningKeys;
import dev.rolegate.token.refresh.IssuedToken;
import dev.rolegate.token.revocation.IssueTimes;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Issues access tokens: RFC 9068 with the claims of this house. Thread-safe. */
final class AccessTokens {
  private static final int TOKEN_ID_BYTES = 16;

  private final String issuer;
  private final SigningKeys keys;
  private final Duration longest;

  AccessTokens(String issuer, SigningKeys keys, Duration longest) {
    this.issuer = issuer;
    this.keys = keys;
    this.longest = longest;
  }

  /**
   * A token of the client's own, for these servers.
   *
   * @param times of the request
   * @param certificate the only one that it is good with (RFC 8705 §3.1); null: a bearer token
   */
  AccessToken issue(
      Client client,
      List<Server> audience,
      IssueTimes times,
      @Nullable CertificateThumbprint certificate) {
    var token = JWT.create().withSubject(client.subject());
    token.withClaim("client_id", client.clientId());
    addIfPresent(token, "job_role", client.jobRole());
    addIfPresent(token, "id", client.id());
    addIfPresent(token, "name", client.name());
    addIfPresent(token, certificate);
    var now = times.of(client.clientId(), client.subject());
    return signed(token, audience, now, client.tokenLifetime(longest, now));
  }

  /**
   * A token with the claims of the subject's, for a client that acts for it (RFC 8693 §4.1). Its
   * {@code client_id} stays the subject's, too: taking back what that client has finds it.
   *
   * @param mostLifetime at most this; what is left of the subject's token counts in any case
   */
  AccessToken issue(
      Caller subject,
      Client actor,
      List<Server> audience,
      Duration mostLifetime,
      IssueTimes times,
      @Nullable CertificateThumbprint certificate) {
    var token = JWT.create().withSubject(subject.subject());
    token.withClaim("client_id", subject.clientId());
    addIfPresent(token, "job_role", subject.jobRole());
    addIfPresent(token, "id", subject.id());
    addIfPresent(token, "name", subject.name());
    var act = new LinkedHashMap<String, Object>();
    act.put("sub", actor.subject());
    act.put("client_id", actor.clientId());
    if (actor.jobRole() != null) {
      act.put("job_role", actor.jobRole());
    }
    token
        .withClaim("act", act)
        .withClaim("parent_jti", subject.tokenId())
        .withClaim("parent_iat", subject.issuedAt().getEpochSecond())
        .withClaim("parent_kid", subject.keyId());
    addIfPresent(token, certificate);
    // Not beyond what was taken back in this second: too many may be meant by it.
    var now = times.now();
    return signed(
        token,
        audience,
        now,
        shortest(
            mostLifetime,
            actor.tokenLifetime(longest, now),
            Duration.between(now, subject.expiresAt())));
  }

  /**
   * {@code aud} is a string for one server and an array for several, both of which RFC 7519 §4.1.3
   * permits.
   */
  private AccessToken signed(
      JWTCreator.Builder token, List<Server> audience, Instant now, Duration lifetime) {
    var key = keys.current();
    var tokenId = SecretText.random(TOKEN_ID_BYTES);
    var expiresAt = now.plus(lifetime);
    token
        .withHeader(Map.of("typ", "at+jwt"))
        .withKeyId(key.keyId())
        .withIssuer(issuer)
        .withAudience(audience.stream().map(Server::uri).toArray(String[]::new))
        .withIssuedAt(now)
        .withNotBefore(now)
        .withExpiresAt(expiresAt)
        .withJWTId(tokenId);
    return new AccessToken(
        token.sign(key.algorithm()), lifetime, new IssuedToken(tokenId, expiresAt));
  }

  private static void addIfPresent(
      JWTCreator.Builder token, @Nullable CertificateThumbprint certificate) {
    if (certificate != null) {
      token.withClaim("cnf", Map.of(CertificateThumbprint.MEMBER, certificate.toString()));
    }
  }

  private static Duration shortest(Duration... all) {
    return Collections.min(List.of(all));
  }

  private static void addIfPresent(JWTCreator.Builder token, String claim, @Nullable String value) {
    if (value != null) {
      token.withClaim(claim, value);
    }
  }
}
