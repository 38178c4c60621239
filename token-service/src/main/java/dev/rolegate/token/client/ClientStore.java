package dev.rolegate.token.client;

import dev.rolegate.auth.AuditUnavailable;
import dev.rolegate.auth.config.Secret;
import dev.rolegate.database.Database;
import dev.rolegate.token.client.Client.ClientSecret;
import java.util.List;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The clients in the database. Each look-up asks it anew, so several token services on one database
 * see a change at once. Thread-safe.
 */
public final class ClientStore implements Clients {
  private static final Logger log = LoggerFactory.getLogger(ClientStore.class);

  private static final int PAGE = 500;

  private final Database database;
  private final boolean rehashing;

  private ClientStore(Database database, boolean rehashing) {
    this.database = database;
    this.rehashing = rehashing;
  }

  /**
   * The store of a database. Notes the key that hashes secrets from now on, and warns of secrets
   * whose key is missing.
   */
  public static ClientStore open(Database database, SecretHashing hashing) {
    var keyIds = hashing.keyIds();
    var current = keyIds.getFirst();
    return database.write(handle -> {
      var rows = new HashKeyRows(handle);
      rows.note(current);
      if (!keyIds.containsAll(rows.inUse())) {
        log.warn(
            "There are client secrets that are hashed under neither SECRET_HASH_KEY nor"
                + " SECRET_HASH_KEY_OLD, so they do not work; give the key that is missing, or new"
                + " secrets: scripts/rolegate client rotate-secret");
      }
      return new ClientStore(database, rows.isLater(keyIds.getLast(), current));
    });
  }

  @Override
  public @Nullable Client find(String clientId) {
    return database.<@Nullable Client>read(handle -> new ClientRows(handle).find(clientId));
  }

  /** Clients by their ids, from the one after {@code after} on; an empty text for the first. */
  List<Client> page(String after, int most) {
    return database.read(handle -> new ClientRows(handle).page(after, most));
  }

  /** Whether a text is a secret of any client. Looks at all of them: for operators only. */
  public boolean holds(SecretHashing hashing, Secret text) {
    var after = "";
    while (true) {
      var page = page(after, PAGE);
      for (var client : page) {
        if (client.secretOf(hashing.hashes(client.clientId(), text)) != null) {
          return true;
        }
      }
      if (page.size() < PAGE) {
        return false;
      }
      after = page.getLast().clientId();
    }
  }

  /** Whether nobody is registered. */
  public boolean isEmpty() {
    return page("", 1).isEmpty();
  }

  @Override
  public void rehash(ClientSecret secret, SecretHash newer) {
    if (!rehashing) {
      return;
    }
    try {
      database.<@Nullable Void>write(handle -> {
        new HashKeyRows(handle).replace(secret, newer);
        return null;
      });
    } catch (JdbiException e) {
      log.warn("the hash of {} stays under the older key for now", secret.secretId(), e);
    }
  }

  /** A change that is recorded in between: checked, recorded, made. */
  interface Change<T> {
    T make(ClientRows rows) throws AuditUnavailable;
  }

  /**
   * Makes a change alone, so that what it checks first still holds when it writes.
   *
   * @throws AuditUnavailable when it could not be recorded; then nothing of it happened
   */
  <T> T change(Change<T> change) throws AuditUnavailable {
    try {
      return database.write(handle -> {
        try {
          return change.make(new ClientRows(handle));
        } catch (AuditUnavailable e) {
          throw new NotRecorded(e);
        }
      });
    } catch (NotRecorded e) {
      throw e.cause;
    }
  }

  /** Takes the refusal through the transaction, which it rolls back. */
  private static final class NotRecorded extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final AuditUnavailable cause;

    NotRecorded(AuditUnavailable cause) {
      super(cause);
      this.cause = cause;
    }
  }
}
