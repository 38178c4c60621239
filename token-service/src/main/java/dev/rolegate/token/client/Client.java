package dev.rolegate.token.client;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A registered client: who it is, what its tokens say, and what it may ask for. Immutable; holds no
 * secret, only keyed hashes.
 *
 * @param clientId visible ASCII (RFC 6749 Appendix A.1)
 * @param title what people call the registration
 * @param subject the {@code sub} of its tokens
 * @param jobRole null: its tokens carry no such claim
 * @param id the {@code id} claim: the caller's number in the company's own records
 * @param name the {@code name} claim, for people to read
 * @param servers the names of the servers that its tokens may be meant for; null: every one
 * @param grants the {@code grant_type}s that it may use
 * @param authMethods how it may authenticate, as RFC 7591 §2 and RFC 7523 name the methods
 * @param tokenTtl lifetime of its access tokens; null: as long as the service's are
 * @param enabled false: it gets nothing
 * @param end when its registration ends; null: never. No token outlives it
 * @param mayActFor the subjects for whom it may exchange a token (RFC 8693)
 * @param secrets newest first; at most two live
 * @param keys public keys as JWKs, for {@code private_key_jwt}
 */
public record Client(
    String clientId,
    @Nullable String title,
    String subject,
    @Nullable String jobRole,
    @Nullable String id,
    @Nullable String name,
    @Nullable Set<String> servers,
    Set<String> grants,
    Set<String> authMethods,
    @Nullable Duration tokenTtl,
    boolean enabled,
    @Nullable End end,
    Set<String> mayActFor,
    List<ClientSecret> secrets,
    List<ClientKey> keys) {
  public static final Set<String> DEFAULT_GRANTS = Set.of("client_credentials");
  public static final Set<String> DEFAULT_AUTH_METHODS =
      Set.of("client_secret_basic", "client_secret_post");

  public Client {
    servers = servers == null ? null : Set.copyOf(servers);
    grants = Set.copyOf(grants);
    authMethods = Set.copyOf(authMethods);
    mayActFor = Set.copyOf(mayActFor);
    secrets = List.copyOf(secrets);
    keys = List.copyOf(keys);
  }

  /**
   * When a registration ends, and why.
   *
   * @param reason for people; null when none was given
   */
  public record End(Instant at, @Nullable String reason) {}

  /**
   * One of its secrets.
   *
   * @param notAfter when it stops to work; null: never
   */
  public record ClientSecret(
      String secretId, SecretHash hash, Instant created, @Nullable Instant notAfter) {
    boolean isLive(Instant now) {
      return notAfter == null || now.isBefore(notAfter);
    }
  }

  /**
   * One of its public keys.
   *
   * @param jwk the key as JSON (RFC 7517), public members only
   */
  public record ClientKey(String kid, String jwk) {}

  /** Whether its tokens may be meant for this server, whatever its role. */
  public boolean isRegisteredFor(String server) {
    return servers == null || servers.contains(server);
  }

  /**
   * Whether this is the hash of a secret of its that lives; asks all of them, whatever it finds.
   */
  public boolean hasSecret(SecretHash presented, Instant now) {
    var found = false;
    for (var secret : secrets) {
      var matches = presented.matches(secret.hash());
      found |= matches && secret.isLive(now);
    }
    return found;
  }

  /** Whether it may have anything now. */
  public boolean isActive(Instant now) {
    return enabled && (end == null || now.isBefore(end.at()));
  }
}
