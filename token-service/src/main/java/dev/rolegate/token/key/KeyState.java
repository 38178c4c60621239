package dev.rolegate.token.key;

import java.util.Locale;

/** What a key is used for; a key goes through these from top to bottom and never back. */
enum KeyState {
  /** Verifiers learn of it; it does not sign yet. */
  PUBLISHED,
  /** The one that signs. */
  SIGNING,
  /** Signs no more; tokens that it signed may be alive. */
  RETIRED,
  /** Taken out by somebody; nothing that it signed is good. */
  REVOKED;

  /** As operators read it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
