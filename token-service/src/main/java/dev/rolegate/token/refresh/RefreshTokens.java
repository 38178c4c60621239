package dev.rolegate.token.refresh;

import dev.rolegate.auth.config.Secret;
import dev.rolegate.auth.config.SecretText;
import dev.rolegate.database.Parameters;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * The refresh tokens of all clients. Every method works in the {@link
 * dev.rolegate.database.Database#write} of its caller, which no other overlaps: of those who
 * present one token at once, one finds it unused. Thread-safe.
 */
public final class RefreshTokens {
  private static final int FAMILY_ID_BYTES = 16;

  /** An access token lives no longer, so after that nothing of an ended family is left. */
  private static final Duration LONGEST_ACCESS_TOKEN = Duration.ofHours(24);

  private final RefreshHashing hashing;

  public RefreshTokens(RefreshHashing hashing) {
    this.hashing = hashing;
  }

  /** Begins a family with its first access token; returns its first refresh token. */
  public Secret begin(
      Handle handle,
      String clientId,
      String subject,
      List<String> audience,
      Instant now,
      Instant endsAt,
      IssuedToken issued) {
    forgetEnded(handle, now);
    var family =
        new FamilyRow(
            SecretText.random(FAMILY_ID_BYTES),
            clientId,
            subject,
            String.join(" ", audience),
            now,
            endsAt,
            null);
    handle
        .createUpdate(
            "insert into refresh_families"
                + " (family_id, client_id, subject, audience, begun_at, ends_at)"
                + " values (:familyId, :clientId, :subject, :audience, :begunAt, :endsAt)")
        .bindMap(Parameters.of(family))
        .execute();
    return next(handle, family.familyId(), issued);
  }

  /** Looks at a token that this client presents; changes nothing. */
  public Presented find(Handle handle, Secret token, String clientId, Instant now) {
    var row =
        handle
            .createQuery("select family_id, used_at from refresh_tokens where token_hash = :hash")
            .bind("hash", hashing.hash(token))
            .mapTo(TokenRow.class)
            .findOne()
            .orElse(null);
    if (row == null) {
      return new Presented.Worthless("unknown_refresh_token");
    }
    var family =
        handle
            .createQuery(
                "select family_id, client_id, subject, audience, begun_at, ends_at, revoked_at"
                    + " from refresh_families where family_id = :familyId")
            .bind("familyId", row.familyId())
            .mapTo(FamilyRow.class)
            .one();
    if (!family.clientId().equals(clientId)) {
      return new Presented.Worthless("refresh_token_of_another_client");
    }
    if (family.revokedAt() != null) {
      return new Presented.Worthless("refresh_family_revoked");
    }
    if (row.usedAt() != null) {
      return new Presented.Used(family.family());
    }
    return now.isBefore(family.endsAt())
        ? new Presented.Unused(family.family())
        : new Presented.Worthless("refresh_token_expired");
  }

  /** Uses an unused token up; returns the one that takes its place. */
  public Secret rotate(
      Handle handle, Family family, Secret token, Instant now, IssuedToken issued) {
    var used =
        handle
            .createUpdate(
                "update refresh_tokens set used_at = :now"
                    + " where token_hash = :hash and used_at is null")
            .bind("now", now)
            .bind("hash", hashing.hash(token))
            .execute();
    if (used != 1) {
      throw new IllegalStateException("a refresh token that was unused a moment ago");
    }
    handle
        .createUpdate(
            "delete from refresh_access_tokens"
                + " where family_id = :familyId and expires_at < :ended")
        .bind("familyId", family.familyId())
        .bind("ended", now.minus(Duration.ofMinutes(5)))
        .execute();
    return next(handle, family.familyId(), issued);
  }

  /** Ends a family; returns the access tokens of its that may still live. */
  public List<IssuedToken> revoke(Handle handle, Family family, Instant now) {
    handle
        .createUpdate("update refresh_families set revoked_at = :now where family_id = :familyId")
        .bind("now", now)
        .bind("familyId", family.familyId())
        .execute();
    return handle
        .createQuery(
            "select token_id, expires_at from refresh_access_tokens where family_id = :familyId")
        .bind("familyId", family.familyId())
        .mapTo(IssuedToken.class)
        .list();
  }

  private Secret next(Handle handle, String familyId, IssuedToken issued) {
    var token = Secret.of(SecretText.random());
    handle
        .createUpdate(
            "insert into refresh_tokens (token_hash, family_id) values (:hash, :familyId)")
        .bind("hash", hashing.hash(token))
        .bind("familyId", familyId)
        .execute();
    handle
        .createUpdate(
            "insert into refresh_access_tokens (token_id, family_id, expires_at)"
                + " values (:tokenId, :familyId, :expiresAt)")
        .bindMap(Parameters.of(issued))
        .bind("familyId", familyId)
        .execute();
    return token;
  }

  private static void forgetEnded(Handle handle, Instant now) {
    handle
        .createUpdate("delete from refresh_families where ends_at < :longAgo")
        .bind("longAgo", now.minus(LONGEST_ACCESS_TOKEN))
        .execute();
  }

  record TokenRow(String familyId, @Nullable Instant usedAt) {}

  record FamilyRow(
      String familyId,
      String clientId,
      String subject,
      String audience,
      Instant begunAt,
      Instant endsAt,
      @Nullable Instant revokedAt) {
    Family family() {
      return new Family(familyId, clientId, subject, List.of(audience.split(" ")), begunAt, endsAt);
    }
  }
}
