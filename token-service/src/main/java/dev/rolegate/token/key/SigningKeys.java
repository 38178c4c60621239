package dev.rolegate.token.key;

import dev.rolegate.token.key.SigningKey.PublicJwk;
import java.util.List;

/** The keys of this service: the one that signs, and those that verifiers may fetch. */
public interface SigningKeys {
  /** The key that signs now. */
  SigningKey current();

  /** The public halves, for the JWKS (RFC 7517); none of a shared secret. */
  List<PublicJwk> published();

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
      public List<PublicJwk> published() {
        return published;
      }
    };
  }
}
