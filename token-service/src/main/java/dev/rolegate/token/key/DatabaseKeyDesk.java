package dev.rolegate.token.key;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What operators see of the keys in the database, and do to them. Thread-safe. */
final class DatabaseKeyDesk implements KeyDesk {
  private static final String MEANWHILE =
      "The keys were changed meanwhile; look at keys/list and ask again.";

  private final DatabaseKeys keys;
  private final KeyStates states;
  private final KeySchedule schedule;
  private final RevokedKeys revoked;
  private final InstantSource clock;

  DatabaseKeyDesk(
      DatabaseKeys keys,
      KeyStates states,
      KeySchedule schedule,
      RevokedKeys revoked,
      InstantSource clock) {
    this.keys = keys;
    this.states = states;
    this.schedule = schedule;
    this.revoked = revoked;
    this.clock = clock;
  }

  @Override
  public List<Listed> list() {
    return keys.rows().stream().map(this::listed).toList();
  }

  @Override
  public Change rotation(boolean now) {
    var rows = keys.rows();
    var next = states.find(rows, KeyState.PUBLISHED);
    if (next != null && !now) {
      return new Change.Refused(
          "The next key, "
              + next.kid()
              + ", is published already and signs from "
              + signsFrom(next)
              + "; give now to let it sign at once.");
    }
    if (next == null && !states.hasRoom(rows, clock.instant())) {
      return new Change.Refused(
          KeyStates.MOST_PUBLIC
              + " keys are published, and verifiers read no more: wait until the oldest retired one"
              + " is gone; keys/list says when.");
    }
    if (next != null) {
      return new Change.Ready(next.kid(), () -> activate(next));
    }
    var fresh = keys.fresh(clock.instant());
    return new Change.Ready(fresh.kid(), () -> now ? activate(fresh) : publish(fresh));
  }

  private @Nullable String publish(StoredKey fresh) {
    return said(
        keys.change(
            rows -> states.find(rows, KeyState.PUBLISHED) == null ? with(rows, fresh) : null));
  }

  /** Only this very key: another that came meanwhile may have its own wait before it. */
  private @Nullable String activate(StoredKey key) {
    return said(
        keys.change(rows -> {
          var next = states.find(rows, KeyState.PUBLISHED);
          var isStillNew =
              next == null
                  ? rows.stream().noneMatch(row -> row.kid().equals(key.kid()))
                  : next.kid().equals(key.kid());
          return isStillNew ? states.rotatedNow(rows, key, clock.instant()) : null;
        }));
  }

  @Override
  public Change revocation(String kid) {
    var row = keys.rows().stream().filter(one -> one.kid().equals(kid)).findAny().orElse(null);
    return row == null
        ? new Change.Unknown("No key has this kid; keys/list shows them all.")
        : new Change.Ready(kid, () -> revoke(row));
  }

  /**
   * Verifiers hear of it before anything else. A second request finds everything done, or does the
   * rest of what the first could not.
   */
  private @Nullable String revoke(StoredKey row) {
    revoked.add(row.kid());
    if (row.state() == KeyState.REVOKED) {
      return null;
    }
    var now = clock.instant();
    var fresh =
        row.state() == KeyState.SIGNING && states.find(keys.rows(), KeyState.PUBLISHED) == null
            ? keys.fresh(now)
            : null;
    keys.change(rows -> states.revoked(rows, row.kid(), fresh, now));
    // When another became the signing one in between, this makes the next.
    keys.refresh();
    return null;
  }

  private Listed listed(StoredKey row) {
    var signs = row.state() == KeyState.PUBLISHED ? signsFrom(row) : row.signsFrom();
    return new Listed(
        row.kid(),
        row.algorithm().name(),
        row.state().toString(),
        row.publishedAt(),
        signs,
        row.state() == KeyState.SIGNING ? retiresAt(row) : row.retiredAt(),
        row.goneAt(),
        row.revokedAt());
  }

  private Instant signsFrom(StoredKey next) {
    return next.publishedAt().plus(schedule.publishWait());
  }

  private @Nullable Instant retiresAt(StoredKey signing) {
    var since = signing.signsFrom();
    var rotation = schedule.rotation();
    return since == null || rotation == null
        ? null
        : since.plus(rotation).plus(schedule.publishWait());
  }

  private static List<StoredKey> with(List<StoredKey> rows, StoredKey fresh) {
    return Stream.concat(rows.stream(), Stream.of(fresh)).toList();
  }

  private static @Nullable String said(boolean made) {
    return made ? null : MEANWHILE;
  }
}
