package dev.rolegate.auth;

/**
 * What is known of tokens that were taken back before their time. Implementations are thread-safe
 * and answer without lock, allocation or I/O, since every request asks.
 */
@FunctionalInterface
public interface RevokedTokens {
  /** How the token stands that a caller was verified by. */
  Standing standingOf(Caller caller);

  /** Likewise for an approver; not known where nobody said how to tell. */
  default Standing standingOf(Approver approver) {
    return Standing.UNKNOWN;
  }

  /** What is known of a token. */
  enum Standing {
    /** It was not revoked. */
    LIVES,
    /** It was revoked; nothing makes it good again. */
    REVOKED,
    /** Nobody was asked, or too long ago: it must not be taken now. */
    UNKNOWN
  }

  /** Nothing is ever revoked: for servers that are told not to ask. */
  static RevokedTokens none() {
    return new RevokedTokens() {
      @Override
      public Standing standingOf(Caller caller) {
        return Standing.LIVES;
      }

      @Override
      public Standing standingOf(Approver approver) {
        return Standing.LIVES;
      }
    };
  }
}
