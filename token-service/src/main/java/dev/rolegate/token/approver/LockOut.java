package dev.rolegate.token.approver;

import dev.rolegate.auth.http.NetworkAddress;
import dev.rolegate.database.Database;
import dev.rolegate.database.Parameters;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Counts failed sign-ins by account and by address, for all token services on one database. The
 * verdict falls after the password was compared, in a transaction that no other overlaps: however
 * many guess at once, no more than the rule lets are answered by what they guessed. Thread-safe.
 */
final class LockOut {
  /** Those of accounts that do not exist: nobody is kept out by them, and they need no more. */
  private static final int UNKNOWN = 256;

  private final Database database;
  private final InstantSource clock;

  LockOut(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  /** What counts of an attempt. */
  enum Verdict {
    COUNTS,
    ACCOUNT_LOCKED,
    ADDRESS_LOCKED
  }

  /** How long the address is locked for; null: it is not. */
  @Nullable Duration ofAddress(NetworkAddress from) {
    var now = now();
    var until = database.read(handle -> find(handle, address(from), now)).lockedUntil();
    return until > now ? Duration.ofSeconds(until - now) : null;
  }

  /** Until when an account is locked; null: it is not. */
  @Nullable Instant ofAccount(String account) {
    var now = now();
    var until = database.read(handle -> find(handle, account(account), now)).lockedUntil();
    return until > now ? Instant.ofEpochSecond(until) : null;
  }

  /**
   * Settles an attempt. Whatever comes of it, but that it is right and counts, costs the same work.
   *
   * @param account null when there is none of the name that was given
   * @param typed the name that was given
   */
  Verdict settle(@Nullable String account, String typed, NetworkAddress from, boolean right) {
    var now = now();
    return database.write(handle -> {
      handle.execute("delete from sign_in_failures where forget_at < ?", now);
      var ofAccount = find(handle, account == null ? unknown(typed) : account(account), now);
      var ofAddress = find(handle, address(from), now);
      if (right && !ofAccount.isLocked(now) && !ofAddress.isLocked(now)) {
        handle.execute("delete from sign_in_failures where id = ?", ofAccount.id());
        return Verdict.COUNTS;
      }
      put(handle, ofAccount.afterFailure(LockRule.ACCOUNT, now));
      put(handle, ofAddress.afterFailure(LockRule.ADDRESS, now));
      if (ofAddress.isLocked(now)) {
        return Verdict.ADDRESS_LOCKED;
      }
      return ofAccount.isLocked(now) ? Verdict.ACCOUNT_LOCKED : Verdict.COUNTS;
    });
  }

  /** Forgets an account's failures, as when it has a new password. */
  static void forget(Handle handle, String account) {
    handle.execute("delete from sign_in_failures where id = ?", account(account));
  }

  private static Failures find(Handle handle, String id, long now) {
    return handle
        .createQuery(
            "select id, failures, locked_until, forget_at from sign_in_failures"
                + " where id = :id and forget_at >= :now")
        .bind("id", id)
        .bind("now", now)
        .mapTo(Failures.class)
        .findOne()
        .orElse(new Failures(id, 0, 0, 0));
  }

  private static void put(Handle handle, Failures failures) {
    handle
        .createUpdate(
            "insert into sign_in_failures (id, failures, locked_until, forget_at)"
                + " values (:id, :failures, :lockedUntil, :forgetAt) on conflict (id) do update"
                + " set failures = :failures, locked_until = :lockedUntil, forget_at = :forgetAt")
        .bindMap(Parameters.of(failures))
        .execute();
  }

  record Failures(String id, long failures, long lockedUntil, long forgetAt) {
    boolean isLocked(long now) {
      return now < lockedUntil;
    }

    /** Nobody is kept out for longer by what is tried meanwhile. */
    Failures afterFailure(LockRule rule, long now) {
      if (isLocked(now)) {
        return this;
      }
      var until = now + rule.lock(failures + 1).toSeconds();
      return new Failures(
          id, failures + 1, until > now ? until : 0, until + rule.memory().toSeconds());
    }
  }

  private long now() {
    return clock.instant().getEpochSecond();
  }

  private static String account(String account) {
    return "account " + account;
  }

  private static String unknown(String typed) {
    return "unknown " + Math.floorMod(typed.hashCode(), UNKNOWN);
  }

  private static String address(NetworkAddress from) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      var bytes = digest.digest(from.text().getBytes(StandardCharsets.UTF_8));
      return "address " + HexFormat.of().formatHex(bytes, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
