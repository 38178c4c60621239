package dev.rolegate.token;

import dev.rolegate.auth.AuditUnavailable;
import dev.rolegate.auth.config.Secret;
import dev.rolegate.auth.http.ClientAddresses;
import dev.rolegate.auth.http.Problem;
import dev.rolegate.token.approver.ApproverAccount;
import dev.rolegate.token.approver.SignIn;
import dev.rolegate.token.limit.RequestLimits;
import dev.rolegate.token.revocation.IssueTimes;
import dev.rolegate.token.revocation.Revocations;
import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Stands behind both ways to sign in, for programs and for browsers: refuses what comes too often,
 * lets the sign-in decide, audits. Thread-safe.
 */
final class SignInDesk {
  /** Longer ones are compared with nothing, so that nobody has us hash a book. */
  private static final int LONGEST_PASSWORD = 1024;

  private final ClientAddresses addresses;
  private final RequestLimits limits;
  private final SignIn signIn;
  private final Revocations revocations;
  private final ApproverAudit audit;

  SignInDesk(
      ClientAddresses addresses,
      RequestLimits limits,
      SignIn signIn,
      Revocations revocations,
      ApproverAudit audit) {
    this.addresses = addresses;
    this.limits = limits;
    this.signIn = signIn;
    this.revocations = revocations;
    this.audit = audit;
  }

  /** What came of an attempt. */
  sealed interface Outcome {
    /**
     * Not recorded yet: that is done once what follows is at hand.
     *
     * @param times of what is issued for it
     */
    record SignedIn(ApproverAccount approver, IssueTimes times) implements Outcome {}

    /** Recorded. */
    record Refused(Problem problem) implements Outcome {}
  }

  /** Why a request is not even read; null: go on. */
  @Nullable Problem arriving(Context ctx) throws AuditUnavailable {
    return switch (limits.arriving(addresses.of(ctx))) {
      case RequestLimits.Verdict.Passed() -> null;
      case RequestLimits.Verdict.Exceeded(var limit, var wait) -> {
        audit.denied(ctx, ApproverAudit.SIGN_IN, null, limit.reason());
        yield tooMany("Too many requests come from this address; wait, then send fewer.", wait);
      }
      case RequestLimits.Verdict.Undecided() -> Problem.ofStatus(503);
    };
  }

  Outcome attempt(Context ctx, String account, Secret password) throws AuditUnavailable {
    if (password.text().getBytes(StandardCharsets.UTF_8).length > LONGEST_PASSWORD) {
      return new Outcome.Refused(
          Problem.invalidRequest("No password is longer than " + LONGEST_PASSWORD + " bytes."));
    }
    // Before the account is read: what is taken back after this covers what is issued for it.
    var times = revocations.issueTimes();
    return switch (signIn.attempt(account, password, addresses.of(ctx))) {
      case SignIn.Outcome.SignedIn(var approver) -> new Outcome.SignedIn(approver, times);
      case SignIn.Outcome.Denied(var reason, var meant) -> denied(ctx, meant, reason);
      case SignIn.Outcome.TooOften(var wait) -> {
        audit.denied(ctx, ApproverAudit.SIGN_IN, null, "address_locked");
        yield new Outcome.Refused(
            tooMany("Too many sign-ins from this address failed; wait before the next.", wait));
      }
      case SignIn.Outcome.Busy(var wait) -> {
        audit.denied(ctx, ApproverAudit.SIGN_IN, null, "busy");
        yield new Outcome.Refused(Problem.ofStatus(503).with("Retry-After", Problem.seconds(wait)));
      }
    };
  }

  /** The account was changed while it signed in. */
  Outcome.Refused changed(Context ctx, ApproverAccount approver) throws AuditUnavailable {
    return denied(ctx, approver, "account_changed");
  }

  /**
   * Records a sign-in before what it gives is given.
   *
   * @throws AuditUnavailable when that fails; it must then not be given
   */
  void signedIn(Context ctx, ApproverAccount approver, String reason) throws AuditUnavailable {
    audit.allowed(ctx, ApproverAudit.SIGN_IN, approver, reason);
  }

  private Outcome.Refused denied(Context ctx, @Nullable ApproverAccount meant, String reason)
      throws AuditUnavailable {
    audit.denied(ctx, ApproverAudit.SIGN_IN, meant, reason);
    return new Outcome.Refused(
        new Problem(
                401,
                "sign_in_failed",
                "The account or its password is wrong, or too many sign-ins to it failed; check"
                    + " both, try again later, or ask an operator.")
            .with("WWW-Authenticate", "Bearer realm=\"approvers\""));
  }

  private static Problem tooMany(String description, Duration wait) {
    return new Problem(429, "too_many_requests", description)
        .with("Retry-After", Problem.seconds(wait));
  }
}
