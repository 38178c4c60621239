package dev.rolegate.auth.apikey;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What a new reading of the file changes. One whose rights change both goes and comes. Immutable.
 */
public record KeyChanges(List<ApiKey> came, List<ApiKey> went) {
  public KeyChanges {
    came = List.copyOf(came);
    went = List.copyOf(went);
  }

  /** For the log. */
  @Override
  public String toString() {
    return "came: " + names(came) + "; went: " + names(went);
  }

  private static String names(List<ApiKey> keys) {
    return keys.isEmpty()
        ? "none"
        : keys.stream().map(ApiKey::keyId).collect(Collectors.joining(", "));
  }
}
