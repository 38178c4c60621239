package dev.rolegate.token.client;

import dev.rolegate.token.client.Client.ClientSecret;
import dev.rolegate.token.client.Client.End;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A row of the table of clients. */
record ClientRow(
    String clientId,
    @Nullable String title,
    String subject,
    @Nullable String jobRole,
    @Nullable String id,
    @Nullable String name,
    @Nullable String servers,
    String grants,
    String authMethods,
    @Nullable Long tokenTtlSeconds,
    boolean enabled,
    @Nullable Instant endsAt,
    @Nullable String endReason,
    String mayActFor,
    String keys) {
  /** A row of the table of their secrets. */
  record SecretRow(
      String secretId,
      String clientId,
      String hashKeyId,
      String hash,
      Instant createdAt,
      @Nullable Instant notAfter) {
    ClientSecret secret() {
      return new ClientSecret(secretId, SecretHash.of(hashKeyId, hash), createdAt, notAfter);
    }
  }

  static ClientRow of(Client client) {
    var ttl = client.tokenTtl();
    var end = client.end();
    return new ClientRow(
        client.clientId(),
        client.title(),
        client.subject(),
        client.jobRole(),
        client.id(),
        client.name(),
        TextSets.writeOrNull(client.servers()),
        TextSets.write(client.grants()),
        TextSets.write(client.authMethods()),
        ttl == null ? null : ttl.toSeconds(),
        client.enabled(),
        end == null ? null : end.at(),
        end == null ? null : end.reason(),
        TextSets.write(client.mayActFor()),
        KeyColumn.write(client.keys()));
  }

  Client client(List<ClientSecret> secrets) {
    return new Client(
        clientId,
        title,
        subject,
        jobRole,
        id,
        name,
        TextSets.readOrNull(servers),
        TextSets.read(grants),
        TextSets.read(authMethods),
        tokenTtlSeconds == null ? null : Duration.ofSeconds(tokenTtlSeconds),
        enabled,
        endsAt == null ? null : new End(endsAt, endReason),
        TextSets.read(mayActFor),
        secrets,
        KeyColumn.read(keys));
  }
}
