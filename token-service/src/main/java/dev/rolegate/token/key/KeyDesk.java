package dev.rolegate.token.key;

import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The keys as operators see them, and what they may do to them. Thread-safe. */
public interface KeyDesk {
  /** Every key that has not been forgotten, the newest last. */
  List<Listed> list();

  /**
   * Prepares the next key.
   *
   * @param now it signs at once instead of being published first
   */
  Change rotation(boolean now);

  /** Prepares to take a key out at once and for ever. */
  Change revocation(String kid);

  /**
   * A key.
   *
   * @param signsFrom of a published key: not before this
   * @param retiresAt of the signing key: when the schedule has it so; null when there is none
   */
  record Listed(
      String kid,
      String algorithm,
      String state,
      @Nullable Instant publishedAt,
      @Nullable Instant signsFrom,
      @Nullable Instant retiresAt,
      @Nullable Instant goneAt,
      @Nullable Instant revokedAt) {}

  /** A change that can be made, or not. */
  sealed interface Change {
    /**
     * Nothing happened yet.
     *
     * @param kid the key that it is about
     * @param make makes it; null, or why not after all: a sentence
     */
    record Ready(String kid, Supplier<@Nullable String> make) implements Change {}

    /** There is no such key; a sentence. */
    record Unknown(String why) implements Change {}

    /** It cannot be done as things are; a sentence says what to do. */
    record Refused(String why) implements Change {}
  }
}
