package dev.rolegate.token.key;

import dev.rolegate.auth.PemKeys;
import dev.rolegate.auth.PublicTokenKey;
import dev.rolegate.auth.SigningAlgorithm;
import dev.rolegate.auth.config.Secret;
import dev.rolegate.token.key.KeySealing.Half;
import dev.rolegate.token.key.KeySealing.Opening;
import dev.rolegate.token.key.KeySealing.Sealed;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The keys of the table as keys. Each row is opened once; what it held stays true, for a row's
 * content changes only from the private to the public half. Used by one thread at a time.
 */
final class OpenedKeys {
  private final KeySealing sealing;
  private final String label;
  private final Map<String, Opened> opened = new HashMap<>();

  /**
   * @param label the setting or file with the key that opens them, for refusals
   */
  OpenedKeys(KeySealing sealing, String label) {
    this.sealing = sealing;
    this.label = label;
  }

  /** What came of opening a row. */
  sealed interface Found {}

  /**
   * A key.
   *
   * @param signing null when only its public half is kept
   */
  record Opened(PublicTokenKey half, @Nullable SigningKey signing) implements Found {}

  /** A sentence for the operator. */
  record Problem(String sentence) implements Found {}

  /** The key of a row that is not revoked. */
  Found open(StoredKey row) {
    var known = opened.get(row.kid());
    if (known != null) {
      return known;
    }
    var found =
        switch (content(row)) {
          case Opening.Opened(var content) -> key(row, content);
          case Opening.Foreign() ->
              new Problem(
                  label
                      + ": is not what the signing key "
                      + row.kid()
                      + " in the database was encrypted with; give the right one, or give the one of"
                      + " before as KEY_ENCRYPTION_KEY_OLD beside it");
          case Opening.Broken() -> broken(row);
        };
    if (found instanceof Opened key) {
      opened.put(row.kid(), key);
    }
    return found;
  }

  /** A key that did not come from a row. */
  void remember(SigningKey key) {
    var half = key.publicKey();
    if (half != null) {
      opened.put(key.keyId(), new Opened(half, key));
    }
  }

  /** Forgets all keys but those of these rows. */
  void retain(List<StoredKey> rows) {
    opened
        .keySet()
        .retainAll(
            rows.stream()
                .filter(row -> row.state() != KeyState.REVOKED)
                .map(StoredKey::kid)
                .toList());
  }

  /** A row of a new key. */
  Sealed seal(SigningKey key, SigningAlgorithm algorithm, Secret pem) {
    return sealing.seal(key.keyId(), algorithm, Half.PRIVATE, pem.bytes());
  }

  /** The row with only the public half of its key. */
  StoredKey withoutPrivateHalf(StoredKey row) {
    return switch (open(row)) {
      case Opened(var half, var _) -> {
        var pem = PemKeys.write(half.key()).getBytes(StandardCharsets.US_ASCII);
        yield row.withSealed(sealing.seal(row.kid(), row.algorithm(), Half.PUBLIC, pem));
      }
      case Problem(var sentence) -> throw new IllegalStateException(sentence);
    };
  }

  /** The row encrypted with the key of now; as it is, when it does not open. */
  StoredKey sealedAnew(StoredKey row) {
    if (row.sealed() == null || row.sealedUnder() == null) {
      return row;
    }
    return !sealing.isCurrent(new Sealed(row.sealedUnder(), row.sealed()))
            && content(row) instanceof Opening.Opened(var content)
        ? row.withSealed(sealing.seal(row.kid(), row.algorithm(), half(row), content.bytes()))
        : row;
  }

  private Opening content(StoredKey row) {
    var under = row.sealedUnder();
    var text = row.sealed();
    return under == null || text == null
        ? new Opening.Broken()
        : sealing.open(row.kid(), row.algorithm(), half(row), new Sealed(under, text));
  }

  private static Half half(StoredKey row) {
    return row.state() == KeyState.RETIRED ? Half.PUBLIC : Half.PRIVATE;
  }

  private static Found key(StoredKey row, Secret content) {
    if (half(row) == Half.PUBLIC) {
      return new Opened(PemKeys.readPublic(content.text(), row.algorithm()), null);
    }
    var key = TokenKey.read(row.algorithm(), content, "the signing key " + row.kid());
    var half = key.publicKey();
    return half == null ? broken(row) : new Opened(half, key);
  }

  private static Problem broken(StoredKey row) {
    return new Problem(
        "The signing key "
            + row.kid()
            + " in the database was changed since it was stored; restore the database, or give the"
            + " key up: delete from signing_keys where kid = '"
            + row.kid()
            + "'");
  }
}
