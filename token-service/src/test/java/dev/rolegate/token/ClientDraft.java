package dev.rolegate.token;

import dev.rolegate.auth.config.Secret;
import dev.rolegate.token.client.Client;
import dev.rolegate.token.client.SecretHashing;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A registration in the making: a Manager for every server and grant, whose secret is known. */
final class ClientDraft {
  static final Set<String> ALL_GRANTS =
      Set.of(ClientCredentialsGrant.TYPE, RefreshTokenGrant.TYPE, TokenExchangeGrant.TYPE);

  private final String clientId;
  private @Nullable String jobRole = "Manager";
  private @Nullable Set<String> servers;
  private Set<String> grants = ALL_GRANTS;
  private Set<String> authMethods = Set.copyOf(ClientAuthentication.METHODS);
  private boolean enabled = true;
  private Client.@Nullable End end;
  private Set<String> mayActFor = Set.of();
  private List<Client.ClientKey> keys = List.of();

  ClientDraft(String clientId) {
    this.clientId = clientId;
  }

  static String secret(String clientId) {
    return "the-long-secret-of-" + clientId + "-71c08e3b5d";
  }

  ClientDraft role(@Nullable String role) {
    jobRole = role;
    return this;
  }

  ClientDraft servers(String... names) {
    servers = Set.of(names);
    return this;
  }

  ClientDraft grants(String... types) {
    grants = Set.of(types);
    return this;
  }

  ClientDraft authMethods(String... methods) {
    authMethods = Set.of(methods);
    return this;
  }

  ClientDraft disabled() {
    enabled = false;
    return this;
  }

  ClientDraft ends(Instant at) {
    end = new Client.End(at, null);
    return this;
  }

  ClientDraft mayActFor(String... subjects) {
    mayActFor = Set.of(subjects);
    return this;
  }

  ClientDraft keys(Client.ClientKey... all) {
    keys = List.of(all);
    return this;
  }

  /** Its {@code sub} is not its id, so that a test sees which of them stands where. */
  static String subject(String clientId) {
    return clientId + "-self";
  }

  Client registered(SecretHashing hashing) {
    var hash = hashing.hash(clientId, Secret.of(secret(clientId)));
    return new Client(
        clientId,
        null,
        subject(clientId),
        jobRole,
        "7",
        "Somebody",
        servers,
        grants,
        authMethods,
        null,
        enabled,
        end,
        mayActFor,
        List.of(new Client.ClientSecret("s1", hash, Instant.EPOCH, null)),
        keys);
  }
}
