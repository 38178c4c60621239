package dev.rolegate.token.client;

import dev.rolegate.token.client.Client.ClientSecret;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** The SQL of the keys that secrets are hashed under, within one transaction. */
final class HashKeyRows {
  private final Handle handle;

  HashKeyRows(Handle handle) {
    this.handle = handle;
  }

  /** Notes that a key hashes secrets from now on; one that did so before keeps its place. */
  void note(String keyId) {
    handle
        .createUpdate(
            """
            insert into secret_hash_keys (hash_key_id, number)
            values (:keyId, (select coalesce(max(number), 0) + 1 from secret_hash_keys))
            on conflict (hash_key_id) do nothing
            """)
        .bind("keyId", keyId)
        .execute();
  }

  /** Whether the second key came after the first. */
  boolean isLater(String keyId, String later) {
    return handle
            .createQuery(
                """
                select count(*) from secret_hash_keys one
                join secret_hash_keys other on one.number < other.number
                where one.hash_key_id = :keyId and other.hash_key_id = :later
                """)
            .bind("keyId", keyId)
            .bind("later", later)
            .mapTo(Integer.class)
            .one()
        > 0;
  }

  /** The keys that anybody's secret is hashed under. */
  List<String> inUse() {
    return handle
        .createQuery("select distinct hash_key_id from client_secrets where client_id <> ''")
        .mapTo(String.class)
        .list();
  }

  /** Replaces a hash, unless somebody else just did. */
  void replace(ClientSecret secret, SecretHash newer) {
    handle
        .createUpdate(
            "update client_secrets set hash_key_id = :newKeyId, hash = :newHash"
                + " where secret_id = :secretId and hash_key_id = :keyId and hash = :hash")
        .bind("newKeyId", newer.keyId())
        .bind("newHash", newer.text())
        .bind("secretId", secret.secretId())
        .bind("keyId", secret.hash().keyId())
        .bind("hash", secret.hash().text())
        .execute();
  }
}
