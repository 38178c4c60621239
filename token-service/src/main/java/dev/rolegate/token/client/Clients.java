package dev.rolegate.token.client;

import org.jspecify.annotations.Nullable;

/** The registered clients. Implementations are thread-safe and look an id up exactly. */
@FunctionalInterface
public interface Clients {
  /** The client of this id, or null. */
  @Nullable Client find(String clientId);

  /** Nobody is registered. */
  static Clients none() {
    return _ -> null;
  }
}
