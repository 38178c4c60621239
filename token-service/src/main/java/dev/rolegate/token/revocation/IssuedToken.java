package dev.rolegate.token.revocation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * By what an access token of ours can be revoked.
 *
 * @param jtis its own, and that of the token from which it was derived
 * @param clients its {@code client_id}, and that of who acts with it
 * @param subjects likewise
 * @param issuedAt when the earlier of the two was
 * @param keys of the keys that signed them, their ids
 */
public record IssuedToken(
    Set<String> jtis,
    Set<String> clients,
    Set<String> subjects,
    Instant issuedAt,
    Instant end,
    Set<String> keys) {
  public IssuedToken {
    jtis = Set.copyOf(jtis);
    clients = Set.copyOf(clients);
    subjects = Set.copyOf(subjects);
    keys = Set.copyOf(keys);
  }

  /** Of claims that carry our signature. */
  public static IssuedToken of(String keyId, ObjectNode claims) {
    return new IssuedToken(
        texts(claims.path("jti").textValue(), claims.path("parent_jti").textValue()),
        texts(claims.path("client_id").textValue(), claims.at("/act/client_id").textValue()),
        texts(claims.path("sub").textValue(), claims.at("/act/sub").textValue()),
        Instant.ofEpochSecond(
            Math.min(
                claims.path("iat").longValue(), claims.path("parent_iat").asLong(Long.MAX_VALUE))),
        Instant.ofEpochSecond(claims.path("exp").longValue()),
        texts(keyId, claims.path("parent_kid").textValue()));
  }

  private static Set<String> texts(@Nullable String own, @Nullable String other) {
    var texts = new LinkedHashSet<String>();
    for (var text : new @Nullable String[] {own, other}) {
      if (text != null) {
        texts.add(text);
      }
    }
    return texts;
  }
}
