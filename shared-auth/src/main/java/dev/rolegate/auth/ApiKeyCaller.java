package dev.rolegate.auth;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Callers who showed an API key instead of a token. Only {@code auth.apikey} makes one, once it has
 * compared the key; a test holds that. No issuer is called as {@link #ISSUER} is, so such a caller
 * is never taken for one with a token.
 */
public final class ApiKeyCaller {
  /** What {@link Caller#issuer} says of them; an issuer of tokens is an http or https URL. */
  public static final String ISSUER = "urn:rolegate:api-key";

  /** What {@link Caller#keyId} says of them, as nothing is signed. */
  private static final String KEY_ID = "api-key";

  private ApiKeyCaller() {}

  /**
   * The caller of a key.
   *
   * @param keyId the key's name, which is the caller's {@code client_id}
   * @param tokenId the same for the same key with the same rights, and for no other
   * @throws IllegalArgumentException when a text names nobody, see {@link ClaimText}
   */
  public static Caller of(
      String keyId,
      String subject,
      @Nullable String jobRole,
      @Nullable String id,
      @Nullable String name,
      String tokenId,
      Instant issuedAt,
      Instant expiresAt) {
    for (var text : new @Nullable String[] {keyId, subject, jobRole, id, name, tokenId}) {
      if (text != null && !ClaimText.identifies(text)) {
        throw new IllegalArgumentException("an API key's entry has a text that names nobody");
      }
    }
    return new Caller(
        ISSUER, subject, keyId, jobRole, id, name, tokenId, KEY_ID, issuedAt, expiresAt, null,
        null);
  }

  /** Whether a caller showed a key. */
  public static boolean is(Caller caller) {
    return caller.issuer().equals(ISSUER);
  }

  /** Whether a text may stand in an entry as somebody's name, number or role. */
  public static boolean mayBe(String text) {
    return ClaimText.identifies(text);
  }
}
