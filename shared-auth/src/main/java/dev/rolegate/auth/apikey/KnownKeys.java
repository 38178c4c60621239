package dev.rolegate.auth.apikey;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rolegate.auth.ApiKeyCaller;
import dev.rolegate.auth.Caller;
import dev.rolegate.auth.RevokedTokens.Standing;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** The entries of one reading of the file, each with its caller made ready. Immutable. */
final class KnownKeys {
  /** Stands in where no entry is found, so that looking takes as long. */
  static final Entry NOBODY =
      entry(
          new ApiKey(
              "nobody",
              "0".repeat(64),
              "nobody",
              null,
              null,
              null,
              List.of(),
              Instant.EPOCH,
              Instant.EPOCH));

  static final KnownKeys NONE = new KnownKeys(List.of());

  private static final int FINGERPRINT = 16;

  private final Map<String, Entry> byDigest = new HashMap<>();
  private final Map<String, ApiKey> byTokenId = new HashMap<>();

  KnownKeys(List<ApiKey> keys) {
    for (var key : keys) {
      var entry = entry(key);
      byDigest.put(key.sha256(), entry);
      byTokenId.put(entry.caller().tokenId(), key);
    }
  }

  record Entry(ApiKey key, Caller caller) {}

  private static Entry entry(ApiKey key) {
    return new Entry(
        key,
        ApiKeyCaller.of(
            key.keyId(),
            key.subject(),
            key.jobRole(),
            key.id(),
            key.name(),
            tokenId(key),
            key.notBefore(),
            key.notAfter()));
  }

  /** The key's name and a fingerprint of the key and its rights: other rights are another token. */
  private static String tokenId(ApiKey key) {
    try {
      var rights = ApiKeyDocument.rights(key).toString().getBytes(UTF_8);
      var digest = MessageDigest.getInstance("SHA-256").digest(rights);
      return key.keyId() + "-" + HexFormat.of().formatHex(digest, 0, FINGERPRINT);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  Entry byDigest(String digest) {
    return byDigest.getOrDefault(digest, NOBODY);
  }

  int size() {
    return byDigest.size();
  }

  /** A key that ends when it always would has not been taken back; one that ends earlier has. */
  Standing standingOf(Caller caller, Instant now) {
    var key = byTokenId.get(caller.tokenId());
    return key == null || (key.notAfter().isBefore(caller.expiresAt()) && key.hasEnded(now))
        ? Standing.REVOKED
        : Standing.LIVES;
  }

  /** What comes and goes with others in the place of these; where only times differ, nothing. */
  KeyChanges changes(KnownKeys others) {
    return new KeyChanges(others.without(this), without(others));
  }

  private List<ApiKey> without(KnownKeys others) {
    return byTokenId.entrySet().stream()
        .filter(one -> !others.byTokenId.containsKey(one.getKey()))
        .map(Map.Entry::getValue)
        .sorted(Comparator.comparing(ApiKey::keyId))
        .toList();
  }
}
