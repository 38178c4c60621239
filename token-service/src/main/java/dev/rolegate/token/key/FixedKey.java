package dev.rolegate.token.key;

import dev.rolegate.auth.KeyIds;
import dev.rolegate.auth.PublicTokenKey;
import dev.rolegate.auth.SigningAlgorithm;
import java.util.List;

/** One key for as long as the process runs: it was given, or it is a shared secret. Immutable. */
public final class FixedKey implements SigningKeys, KeyDesk {
  private final SigningKey key;
  private final SigningAlgorithm algorithm;
  private final String label;
  private final RevokedKeys revoked;
  private final List<PublicTokenKey> published;

  /**
   * @param label the setting or file that it comes from
   */
  public FixedKey(SigningKey key, SigningAlgorithm algorithm, String label, RevokedKeys revoked) {
    this.key = key;
    this.algorithm = algorithm;
    this.label = label;
    this.revoked = revoked;
    var publicKey = key.publicKey();
    this.published = publicKey == null ? List.of() : List.of(publicKey);
  }

  @Override
  public SigningKey current() {
    return key;
  }

  @Override
  public List<PublicTokenKey> published() {
    return published;
  }

  @Override
  public KeyDesk desk() {
    return this;
  }

  @Override
  public List<Listed> list() {
    return List.of(
        new Listed(
            key.keyId(),
            algorithm.name(),
            KeyState.SIGNING.toString(),
            null,
            null,
            null,
            null,
            null));
  }

  @Override
  public Change rotation(boolean now) {
    return new Change.Refused(
        algorithm.isShared()
            ? "The secret of HS256 is not published, so it cannot be rotated here: stop all"
                + " services, replace "
                + label
                + ", start them again. Or use RS256 or ES256, whose keys rotate by themselves."
            : "The key is given as "
                + label
                + ", so it is rotated where it comes from: replace it and start again. Without it"
                + " the service keeps keys of its own and rotates them.");
  }

  /** A key that was given before this one may be revoked, too, and nobody here knows it. */
  @Override
  public Change revocation(String kid) {
    if (kid.equals(key.keyId())) {
      return new Change.Refused(
          "This key signs, and it is given as "
              + label
              + ": give another first, start again, and then revoke this one.");
    }
    if (!KeyIds.isKeyId(kid)) {
      return new Change.Unknown("No key has this kid; keys/list and the tokens' headers show it.");
    }
    return new Change.Ready(
        kid,
        () -> {
          revoked.add(kid);
          return null;
        });
  }

  @Override
  public List<String> obstacles() {
    return List.of();
  }

  @Override
  public void close() {}
}
