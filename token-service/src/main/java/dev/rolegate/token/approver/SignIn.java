package dev.rolegate.token.approver;

import dev.rolegate.auth.config.Secret;
import dev.rolegate.auth.http.NetworkAddress;
import dev.rolegate.database.Database;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether somebody is the approver that it says it is. Whatever fails costs the same work and
 * gets the same answer, an account that is locked included; only the audit tells one from the
 * other. Thread-safe.
 */
public final class SignIn {
  private static final Duration BUSY = Duration.ofSeconds(3);

  private final Approvers approvers;
  private final PasswordHashing hashing;
  private final LockOut lockOut;

  public SignIn(
      Approvers approvers, PasswordHashing hashing, Database database, InstantSource clock) {
    this.approvers = approvers;
    this.hashing = hashing;
    this.lockOut = new LockOut(database, clock);
  }

  /** What came of an attempt. */
  public sealed interface Outcome {
    record SignedIn(ApproverAccount approver) implements Outcome {}

    /**
     * One answer for all.
     *
     * @param reason a short stable code for the audit
     * @param meant whom it was about, if there is one
     */
    record Denied(String reason, @Nullable ApproverAccount meant) implements Outcome {}

    /** Too many failures came from the address, whoever they were about. */
    record TooOften(Duration retryAfter) implements Outcome {}

    /** Too many passwords wait to be compared. */
    record Busy(Duration retryAfter) implements Outcome {}
  }

  /**
   * Tries.
   *
   * @param typed the name of the account, as it was given
   */
  public Outcome attempt(String typed, Secret password, NetworkAddress from) {
    // Before anything is hashed, and nothing about an account: it tells only what he did himself.
    var wait = lockOut.ofAddress(from);
    if (wait != null) {
      return new Outcome.TooOften(wait);
    }
    var name = ApproverAccount.named(typed);
    var found = approvers.find(name == null ? "" : name);
    var hash = (found == null ? ApproverAccount.NOBODY : found).password();
    return switch (hashing.compare(hash, password)) {
      case BUSY -> new Outcome.Busy(BUSY);
      case SAME -> settle(found, typed, from, found != null && found.enabled());
      case OTHER -> settle(found, typed, from, false);
    };
  }

  private Outcome settle(
      @Nullable ApproverAccount found, String typed, NetworkAddress from, boolean right) {
    var account = found == null ? null : found.account();
    return switch (lockOut.settle(account, typed, from, right)) {
      case ADDRESS_LOCKED -> new Outcome.Denied("address_locked", found);
      case ACCOUNT_LOCKED -> new Outcome.Denied("account_locked", found);
      case COUNTS -> {
        if (found != null && right) {
          yield new Outcome.SignedIn(found);
        }
        yield new Outcome.Denied(reason(found), found);
      }
    };
  }

  private static String reason(@Nullable ApproverAccount found) {
    if (found == null) {
      return "unknown_account";
    }
    return found.enabled() ? "wrong_password" : "account_disabled";
  }
}
