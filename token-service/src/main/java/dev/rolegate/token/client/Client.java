package dev.rolegate.token.client;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
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
 * @param secrets newest first; at most {@link #MOST_SECRETS}, dead ones included
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
  public static final String BASIC = "client_secret_basic";
  public static final String POST = "client_secret_post";
  public static final String PRIVATE_KEY_JWT = "private_key_jwt";

  public static final Set<String> DEFAULT_GRANTS = Set.of("client_credentials");
  public static final Set<String> DEFAULT_AUTH_METHODS = Set.of(BASIC, POST);

  /** The one that is used and the one that takes its place. */
  public static final int MOST_SECRETS = 2;

  public Client {
    servers = servers == null ? null : Set.copyOf(servers);
    grants = Set.copyOf(grants);
    authMethods = Set.copyOf(authMethods);
    mayActFor = Set.copyOf(mayActFor);
    secrets = List.copyOf(secrets);
    keys = List.copyOf(keys);
    if (secrets.size() > MOST_SECRETS) {
      throw new IllegalArgumentException("a client with more secrets than are ever compared");
    }
  }

  /**
   * When a registration ends, and why.
   *
   * @param at in whole seconds, as the {@code exp} of tokens is; a fraction is dropped
   * @param reason for people; null when none was given
   */
  public record End(Instant at, @Nullable String reason) {
    public End {
      at = at.truncatedTo(ChronoUnit.SECONDS);
    }
  }

  /**
   * One of its secrets.
   *
   * @param notAfter when it stops to work; null: never
   */
  public record ClientSecret(
      String secretId, SecretHash hash, Instant created, @Nullable Instant notAfter) {
    public boolean isLive(Instant now) {
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

  /** Whether it may authenticate with a secret at all. */
  public boolean usesSecrets() {
    return authMethods.contains(BASIC) || authMethods.contains(POST);
  }

  /**
   * Its secret of which this is the hash, dead or alive, or null. Compares as many hashes for every
   * client and for {@link SecretHash#NOBODYS}, whatever it finds.
   *
   * @param presented the hash under each of the keys
   */
  public @Nullable ClientSecret secretOf(List<SecretHash> presented) {
    ClientSecret found = null;
    for (var at = 0; at < MOST_SECRETS; at++) {
      var own = at < secrets.size() ? secrets.get(at) : null;
      var hash = own == null ? SecretHash.NOBODYS : own.hash();
      for (var one : presented) {
        if (hash.matches(one)) {
          found = own;
        }
      }
    }
    return found;
  }

  /** Whether it may have anything now. */
  public boolean isActive(Instant now) {
    return enabled && !hasEnded(now);
  }

  /** Whether its registration is over, enabled or not. */
  public boolean hasEnded(Instant now) {
    return end != null && !now.isBefore(end.at());
  }

  /**
   * How long a token of its may live: as long as the service's do, or its own, if that is shorter,
   * and never past its end.
   *
   * @param now the {@code iat} of the token
   */
  public Duration tokenLifetime(Duration most, Instant now) {
    var lifetime = tokenTtl == null || tokenTtl.compareTo(most) > 0 ? most : tokenTtl;
    var left = end == null ? lifetime : Duration.between(now, end.at());
    var shorter = left.compareTo(lifetime) < 0 ? left : lifetime;
    return shorter.isNegative() ? Duration.ZERO : shorter;
  }
}
