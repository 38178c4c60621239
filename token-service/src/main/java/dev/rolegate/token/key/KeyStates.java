package dev.rolegate.token.key;

import dev.rolegate.auth.SigningAlgorithm;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The states of the keys of one algorithm: from the rows as they are to the rows as they are to be.
 * It reads no clock and touches no database, so whoever holds the database's write may ask it
 * again.
 */
final class KeyStates {
  /** Verifiers read no document of more than 100 keys; some room is left for emergencies. */
  static final int MOST_PUBLIC = 90;

  private final SigningAlgorithm algorithm;
  private final KeySchedule schedule;

  KeyStates(SigningAlgorithm algorithm, KeySchedule schedule) {
    this.algorithm = algorithm;
    this.schedule = schedule;
  }

  /**
   * What time brings about.
   *
   * @param ripe the keys that were published for long enough
   * @param fresh a new key, used if one is wanted; null when there is none
   */
  List<StoredKey> step(
      List<StoredKey> rows, Instant now, Set<String> ripe, @Nullable StoredKey fresh) {
    var after = new ArrayList<>(rows);
    after.removeIf(row -> row.state() == KeyState.RETIRED && !row.isPublic(now));
    var next = find(after, KeyState.PUBLISHED);
    var signing = find(after, KeyState.SIGNING);
    if (next != null && (signing == null || ripe.contains(next.kid()))) {
      activate(after, next, now);
    } else if (fresh != null && wantsFresh(after, now)) {
      after.add(signing == null ? fresh.signing(now) : fresh);
    }
    after.replaceAll(this::knowingOurTokens);
    return after;
  }

  /** Whether {@link #step} would use a new key. */
  boolean wantsFresh(List<StoredKey> rows, Instant now) {
    var signing = find(rows, KeyState.SIGNING);
    return find(rows, KeyState.PUBLISHED) == null
        && (signing == null || (schedule.isRotationDue(signing, now) && hasRoom(rows, now)));
  }

  /** The next key signs at once; it is the one that is published, else the new one. */
  List<StoredKey> rotatedNow(List<StoredKey> rows, StoredKey fresh, Instant now) {
    var after = new ArrayList<>(rows);
    var next = find(after, KeyState.PUBLISHED);
    if (next == null) {
      after.add(fresh);
      next = fresh;
    }
    activate(after, next, now);
    after.replaceAll(this::knowingOurTokens);
    return after;
  }

  /** One key is revoked; if it was the one that signs, the next or the new one signs at once. */
  List<StoredKey> revoked(
      List<StoredKey> rows, String kid, @Nullable StoredKey fresh, Instant now) {
    var after = new ArrayList<>(rows);
    after.replaceAll(row -> row.kid().equals(kid) ? row.revoked(now) : row);
    return step(after, now, Set.of(), fresh);
  }

  /** The key of a state that at most one key is in, or null. */
  @Nullable StoredKey find(List<StoredKey> rows, KeyState state) {
    return rows.stream()
        .filter(row -> row.algorithm() == algorithm && row.state() == state)
        .findAny()
        .orElse(null);
  }

  /** Whether one key more can be published. */
  boolean hasRoom(List<StoredKey> rows, Instant now) {
    return rows.stream().filter(row -> row.isPublic(now)).count() < MOST_PUBLIC;
  }

  private void activate(List<StoredKey> rows, StoredKey next, Instant now) {
    rows.replaceAll(row -> {
      if (row.kid().equals(next.kid())) {
        return row.signing(now);
      }
      return row.algorithm() == algorithm && row.state() == KeyState.SIGNING
          ? row.retired(now, schedule.goneAt(row, now))
          : row;
    });
  }

  /** Another instance, or an earlier start, may have been told of shorter tokens. */
  private StoredKey knowingOurTokens(StoredKey row) {
    var ours = schedule.tokenLifetime().toSeconds();
    return row.algorithm() == algorithm
            && row.state() == KeyState.SIGNING
            && row.lifetimeSeconds() < ours
        ? row.withLifetime(ours)
        : row;
  }
}
