package dev.rolegate.token.approver;

import dev.rolegate.auth.config.Secret;
import dev.rolegate.auth.config.SecretText;
import dev.rolegate.database.Database;
import dev.rolegate.token.revocation.IssueTimes;
import dev.rolegate.token.revocation.IssuedToken;
import dev.rolegate.token.revocation.Revocations;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * What follows a sign-in: a token at once for a program, or for a browser a code that its server
 * redeems for one. A code works once, for a minute, for the server that it was made for. Either is
 * given only to an account that is still as it signed in. Thread-safe.
 */
public final class ApproverSessions {
  private static final Duration CODE_LIFETIME = Duration.ofSeconds(60);

  /** What nobody is called. */
  private static final Set<String> NONE = Set.of("");

  private final Database database;
  private final Approvers others;
  private final ApproverTokens tokens;
  private final Revocations revocations;
  private final InstantSource clock;

  /**
   * @param others approvers who are in no database
   */
  public ApproverSessions(
      Database database,
      Approvers others,
      ApproverTokens tokens,
      Revocations revocations,
      InstantSource clock) {
    this.database = database;
    this.others = others;
    this.tokens = tokens;
    this.revocations = revocations;
    this.clock = clock;
  }

  /**
   * A token; null when the account has changed since.
   *
   * @param times of the request, from before the account was read
   */
  public @Nullable ApproverToken begin(
      ApproverAccount signedIn, ApprovalPage page, IssueTimes times) {
    return database.<@Nullable ApproverToken>write(handle -> {
      var now = current(handle, signedIn.account());
      return signedIn.equals(now)
          ? tokens.issue(handle, signedIn, page, issuedAt(signedIn, times))
          : null;
    });
  }

  /** A code; null when the account has changed since. */
  public @Nullable Secret code(ApproverAccount signedIn, ApprovalPage page, IssueTimes times) {
    var code = Secret.of(SecretText.random());
    var at = issuedAt(signedIn, times);
    return database.<@Nullable Secret>write(handle -> {
      if (!signedIn.equals(current(handle, signedIn.account()))) {
        return null;
      }
      handle
          .createUpdate("delete from approver_codes where expires_at < :now")
          .bind("now", clock.instant())
          .execute();
      handle
          .createUpdate(
              "insert into approver_codes (code_digest, account, server, signed_in_at, expires_at)"
                  + " values (:digest, :account, :server, :at, :expiresAt)")
          .bind("digest", digest(code))
          .bind("account", signedIn.account())
          .bind("server", page.server())
          .bind("at", at)
          .bind("expiresAt", clock.instant().plus(CODE_LIFETIME))
          .execute();
      return code;
    });
  }

  /** What came of redeeming a code. */
  public sealed interface Redemption {
    record Redeemed(ApproverAccount approver, ApproverToken token) implements Redemption {}

    /**
     * One answer for all.
     *
     * @param reason a short stable code for the audit
     * @param meant whose code it was, if it was one of somebody who may still sign in
     */
    record Worthless(String reason, @Nullable ApproverAccount meant) implements Redemption {}
  }

  /** Redeems a code; whatever comes of it, the code is used up. */
  public Redemption redeem(Secret code, ApprovalPage page, IssueTimes times) {
    return database.write(handle -> {
      var found =
          handle
              .createQuery(
                  "delete from approver_codes where code_digest = :digest"
                      + " returning account, server, signed_in_at, expires_at")
              .bind("digest", digest(code))
              .mapTo(Code.class)
              .findOne()
              .orElse(null);
      if (found == null) {
        return new Redemption.Worthless("unknown_code", null);
      }
      var approver = current(handle, found.account());
      if (approver == null) {
        return new Redemption.Worthless("account_changed", null);
      }
      var reason = worthless(handle, found, page, approver);
      return reason != null
          ? new Redemption.Worthless(reason, approver)
          : new Redemption.Redeemed(
              approver, tokens.issue(handle, approver, page, issuedAt(approver, times)));
    });
  }

  private @Nullable String worthless(
      Handle handle, Code code, ApprovalPage page, ApproverAccount approver) {
    if (!clock.instant().isBefore(code.expiresAt())) {
      return "code_expired";
    }
    if (!code.server().equals(page.server())) {
      return "code_of_another_server";
    }
    // What was taken back since the sign-in covers what came of it, or a code would outlive it.
    var signIn =
        new IssuedToken(
            NONE, NONE, Set.of(approver.subject()), code.signedInAt(), code.expiresAt(), NONE);
    return revocations.isRevoked(handle, signIn) ? "revoked" : null;
  }

  /** The account as it is now, if it may sign in. */
  private @Nullable ApproverAccount current(Handle handle, String account) {
    var own = new ApproverRows(handle).find(account);
    var now = own == null ? others.find(account) : own;
    return now != null && now.enabled() ? now : null;
  }

  private static Instant issuedAt(ApproverAccount approver, IssueTimes times) {
    // No client's revocation concerns a person.
    return times.of("", approver.subject());
  }

  record Code(String account, String server, Instant signedInAt, Instant expiresAt) {}

  /** A plain digest is enough: a code is 256 random bits and lives for a minute. */
  private static String digest(Secret code) {
    try {
      var sha256 = MessageDigest.getInstance("SHA-256");
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(sha256.digest(code.text().getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
