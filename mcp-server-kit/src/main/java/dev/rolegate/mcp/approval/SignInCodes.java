package dev.rolegate.mcp.approval;

/** Trades the code with which a browser comes back from its sign-in. Thread-safe; blocks. */
@FunctionalInterface
public interface SignInCodes extends AutoCloseable {
  Redeemed redeem(String code);

  /** Ends what is kept open for it. */
  @Override
  default void close() {}

  /** What came of it. */
  sealed interface Redeemed {
    /** The token of who signed in; not yet verified. */
    record Token(String token) implements Redeemed {
      @Override
      public String toString() {
        return "Token[redacted]";
      }
    }

    /** The code is unknown, used, too old or another server's. */
    record Refused() implements Redeemed {}

    /** The token service does not answer as it should; the log says why. */
    record Unavailable() implements Redeemed {}
  }
}
