package dev.rolegate.token.client;

import dev.rolegate.database.Database;
import dev.rolegate.database.Parameters;
import dev.rolegate.token.client.Client.ClientSecret;
import dev.rolegate.token.client.ClientRow.SecretRow;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The SQL of clients within one transaction. */
final class ClientRows {
  private static final String CLIENT =
      "select client_id, title, subject, job_role, id, name, servers, grants, auth_methods,"
          + " token_ttl_seconds, enabled, ends_at, end_reason, may_act_for, keys from clients ";
  private static final String SECRET =
      "select secret_id, client_id, hash_key_id, hash, created_at, not_after from client_secrets ";

  /** The client, or else nobody; the migration says why nobody has a row. */
  private static final String CLIENT_OR_NOBODY =
      "coalesce((select client_id from clients where client_id = :clientId), '')";

  private static final String LOOK_UP = CLIENT + "where client_id = " + CLIENT_OR_NOBODY;

  /** Its secrets, newest first, and nobody's for those that it lacks. */
  private static final String LOOK_UP_SECRETS =
      SECRET
          + "where client_id in ("
          + CLIENT_OR_NOBODY
          + ", '') order by client_id = '', length(secret_id) desc, secret_id desc limit "
          + Client.MOST_SECRETS;

  private final Handle handle;

  ClientRows(Handle handle) {
    this.handle = handle;
  }

  /** The client of this id, or null after the same work. */
  @Nullable Client find(String clientId) {
    var row = handle.createQuery(LOOK_UP).bind("clientId", clientId).mapTo(ClientRow.class).one();
    var secrets =
        handle
            .createQuery(LOOK_UP_SECRETS)
            .bind("clientId", clientId)
            .mapTo(SecretRow.class)
            .list();
    var client =
        row.client(
            secrets.stream()
                .filter(secret -> secret.clientId().equals(row.clientId()))
                .map(SecretRow::secret)
                .toList());
    return client.clientId().isEmpty() ? null : client;
  }

  /** Clients by their ids, from the one after {@code after} on. */
  List<Client> page(String after, int most) {
    var rows =
        handle
            .createQuery(
                CLIENT
                    + "where client_id <> '' and client_id > :after order by client_id limit :most")
            .bind("after", after)
            .bind("most", most)
            .mapTo(ClientRow.class)
            .list();
    if (rows.isEmpty()) {
      return List.of();
    }
    var secrets =
        handle
            .createQuery(
                SECRET
                    + "where client_id between :first and :last"
                    + " order by length(secret_id) desc, secret_id desc")
            .bind("first", rows.getFirst().clientId())
            .bind("last", rows.getLast().clientId())
            .mapTo(SecretRow.class)
            .list()
            .stream()
            .collect(
                Collectors.groupingBy(
                    SecretRow::clientId,
                    Collectors.mapping(SecretRow::secret, Collectors.toList())));
    return rows.stream()
        .map(row -> row.client(secrets.getOrDefault(row.clientId(), List.of())))
        .toList();
  }

  void insert(Client client, Instant now) {
    handle
        .createUpdate(
            """
            insert into clients (client_id, title, subject, job_role, id, name, servers, grants,
              auth_methods, token_ttl_seconds, enabled, ends_at, end_reason, may_act_for, keys,
              created_at, changed_at)
            values (:clientId, :title, :subject, :jobRole, :id, :name, :servers, :grants,
              :authMethods, :tokenTtlSeconds, :enabled, :endsAt, :endReason, :mayActFor, :keys,
              :now, :now)
            """)
        .bindMap(Parameters.of(ClientRow.of(client)))
        .bind("now", now)
        .execute();
    client.secrets().forEach(secret -> insert(client.clientId(), secret));
  }

  void insert(String clientId, ClientSecret secret) {
    handle
        .createUpdate(
            "insert into client_secrets (secret_id, client_id, hash_key_id, hash, created_at,"
                + " not_after) values (:secretId, :clientId, :hashKeyId, :hash, :createdAt,"
                + " :notAfter)")
        .bindMap(
            Parameters.of(
                new SecretRow(
                    secret.secretId(),
                    clientId,
                    secret.hash().keyId(),
                    secret.hash().text(),
                    secret.created(),
                    secret.notAfter())))
        .execute();
  }

  /** The id of the next secret of anybody; a later one is longer, or greater as a text. */
  String nextSecretId() {
    return Database.nextId(handle, "SECRET");
  }

  void setEnabled(String clientId, boolean enabled, Instant now) {
    handle
        .createUpdate(
            "update clients set enabled = :enabled, changed_at = :now where client_id = :clientId")
        .bind("enabled", enabled)
        .bind("now", now)
        .bind("clientId", clientId)
        .execute();
  }

  /** Replaces its secrets by these. */
  void setSecrets(String clientId, List<ClientSecret> secrets, Instant now) {
    handle.execute("delete from client_secrets where client_id = ?", clientId);
    secrets.forEach(secret -> insert(clientId, secret));
    handle
        .createUpdate("update clients set changed_at = :now where client_id = :clientId")
        .bind("now", now)
        .bind("clientId", clientId)
        .execute();
  }

  void delete(String clientId) {
    handle.execute("delete from clients where client_id = ?", clientId);
  }
}
