package dev.rolegate.token.key;

import dev.rolegate.token.key.SigningKey.PublicJwk;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The keys of this service: the one that signs, and those that verifiers may fetch. */
public interface SigningKeys {
  /** The key that signs now. */
  SigningKey current();

  /** The public halves, for the JWKS (RFC 7517); none of a shared secret. */
  List<PublicJwk> published();

  /** The key of this id, if tokens that it signed may live; null otherwise. */
  @Nullable SigningKey find(String keyId);

  /** One key for as long as the process runs. */
  static SigningKeys of(SigningKey key) {
    var jwk = key.jwk();
    var published = jwk == null ? List.<PublicJwk>of() : List.of(jwk);
    return new SigningKeys() {
      @Override
      public SigningKey current() {
        return key;
      }

      @Override
      public @Nullable SigningKey find(String keyId) {
        return key.keyId().equals(keyId) ? key : null;
      }

      @Override
      public List<PublicJwk> published() {
        return published;
      }
    };
  }
}
