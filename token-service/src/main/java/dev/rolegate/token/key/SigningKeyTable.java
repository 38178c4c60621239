package dev.rolegate.token.key;

import dev.rolegate.database.Database;
import dev.rolegate.database.Parameters;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** The table {@code signing_keys}. */
final class SigningKeyTable {
  /** A key leaves a state before another enters it. */
  private static final Comparator<StoredKey> LEAVING_FIRST =
      Comparator.comparing(StoredKey::state).reversed();

  private SigningKeyTable() {}

  static List<StoredKey> all(Handle handle) {
    return handle
        .createQuery("select * from signing_keys order by published_at, kid")
        .mapTo(StoredKey.class)
        .list();
  }

  /** Makes the table hold these rows instead of those that it was found with. */
  static void replace(Handle handle, List<StoredKey> before, List<StoredKey> after) {
    var gone = new HashSet<String>();
    before.forEach(row -> gone.add(row.kid()));
    after.forEach(row -> gone.remove(row.kid()));
    for (var kid : gone) {
      handle.execute("delete from signing_keys where kid = ?", kid);
    }
    var known = new HashMap<String, StoredKey>();
    before.forEach(row -> known.put(row.kid(), row));
    after.stream()
        .filter(row -> !row.equals(known.get(row.kid())))
        .sorted(LEAVING_FIRST)
        .forEach(row -> put(handle, row));
  }

  /** Seals every row as the keys of now want it; writes nothing when all are. */
  static void sealAnew(Database database, OpenedKeys opened) {
    if (database.read(SigningKeyTable::all).stream()
        .anyMatch(row -> !opened.sealedAnew(row).equals(row))) {
      database.write(handle -> {
        var before = all(handle);
        replace(handle, before, before.stream().map(opened::sealedAnew).toList());
        return null;
      });
    }
  }

  private static void put(Handle handle, StoredKey row) {
    handle
        .createUpdate(
            "insert into signing_keys (kid, algorithm, state, sealed_under, sealed,"
                + " lifetime_seconds, published_at, signs_from, retired_at, gone_at, revoked_at)"
                + " values (:kid, :algorithm, :state, :sealedUnder, :sealed, :lifetimeSeconds,"
                + " :publishedAt, :signsFrom, :retiredAt, :goneAt, :revokedAt)"
                + " on conflict (kid) do update set state = excluded.state,"
                + " sealed_under = excluded.sealed_under, sealed = excluded.sealed,"
                + " lifetime_seconds = excluded.lifetime_seconds,"
                + " signs_from = excluded.signs_from, retired_at = excluded.retired_at,"
                + " gone_at = excluded.gone_at, revoked_at = excluded.revoked_at")
        .bindMap(Parameters.of(row))
        .execute();
  }
}
