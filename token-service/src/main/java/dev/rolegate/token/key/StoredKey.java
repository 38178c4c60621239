package dev.rolegate.token.key;

import dev.rolegate.auth.SigningAlgorithm;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A row of the table: a key, its state, and when it came into each. Immutable.
 *
 * @param sealedUnder names the key that it is encrypted with; null once revoked, as is what it
 *     names
 * @param lifetimeSeconds the longest life of a token that it may have signed
 * @param goneAt when it is to be forgotten; null before it is retired
 */
record StoredKey(
    String kid,
    SigningAlgorithm algorithm,
    KeyState state,
    @Nullable String sealedUnder,
    @Nullable String sealed,
    long lifetimeSeconds,
    Instant publishedAt,
    @Nullable Instant signsFrom,
    @Nullable Instant retiredAt,
    @Nullable Instant goneAt,
    @Nullable Instant revokedAt) {
  /** A key of which verifiers are to hear now. */
  static StoredKey published(
      String kid, SigningAlgorithm algorithm, KeySealing.Sealed sealed, long life, Instant now) {
    return new StoredKey(
        kid,
        algorithm,
        KeyState.PUBLISHED,
        sealed.under(),
        sealed.text(),
        life,
        now,
        null,
        null,
        null,
        null);
  }

  StoredKey signing(Instant now) {
    return with(KeyState.SIGNING, now, null, null, null);
  }

  StoredKey retired(Instant now, Instant goneAt) {
    return with(KeyState.RETIRED, signsFrom, now, goneAt, null);
  }

  StoredKey revoked(Instant now) {
    return with(KeyState.REVOKED, signsFrom, retiredAt, null, now).withSealed(null);
  }

  StoredKey withLifetime(long seconds) {
    return new StoredKey(
        kid,
        algorithm,
        state,
        sealedUnder,
        sealed,
        seconds,
        publishedAt,
        signsFrom,
        retiredAt,
        goneAt,
        revokedAt);
  }

  StoredKey withSealed(KeySealing.@Nullable Sealed content) {
    return new StoredKey(
        kid,
        algorithm,
        state,
        content == null ? null : content.under(),
        content == null ? null : content.text(),
        lifetimeSeconds,
        publishedAt,
        signsFrom,
        retiredAt,
        goneAt,
        revokedAt);
  }

  /** Whether verifiers may go by it. */
  boolean isPublic(Instant now) {
    return switch (state) {
      case PUBLISHED, SIGNING -> true;
      case RETIRED -> goneAt != null && now.isBefore(goneAt);
      case REVOKED -> false;
    };
  }

  private StoredKey with(
      KeyState next,
      @Nullable Instant signs,
      @Nullable Instant retired,
      @Nullable Instant gone,
      @Nullable Instant revoked) {
    return new StoredKey(
        kid,
        algorithm,
        next,
        sealedUnder,
        sealed,
        lifetimeSeconds,
        publishedAt,
        signs,
        retired,
        gone,
        revoked);
  }
}
