package dev.rolegate.token.client;

import dev.rolegate.token.client.Client.ClientSecret;
import org.jspecify.annotations.Nullable;

/**
 * The registered clients. Implementations are thread-safe, look an id up exactly, and take as long
 * when there is no such client as when there is.
 */
@FunctionalInterface
public interface Clients {
  /** The client of this id, or null. */
  @Nullable Client find(String clientId);

  /**
   * Keeps the hash of a secret, which just proved right, under the newer key, too. A failure
   * changes nothing: the older hash still does.
   */
  default void rehash(ClientSecret secret, SecretHash newer) {}

  /** Nobody is registered. */
  static Clients none() {
    return _ -> null;
  }

  /** These, and those others that have no namesake among them. */
  default Clients and(Clients others) {
    var these = this;
    return new Clients() {
      @Override
      public @Nullable Client find(String clientId) {
        var found = these.find(clientId);
        var other = others.find(clientId);
        return found == null ? other : found;
      }

      @Override
      public void rehash(ClientSecret secret, SecretHash newer) {
        these.rehash(secret, newer);
      }
    };
  }
}
