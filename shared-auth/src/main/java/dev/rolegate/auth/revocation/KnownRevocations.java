package dev.rolegate.auth.revocation;

import dev.rolegate.auth.Approver;
import dev.rolegate.auth.Caller;
import dev.rolegate.auth.RevokedTokens;
import java.util.List;

/** What a server knows of revoked tokens, with what operators want to see of it. Thread-safe. */
public sealed interface KnownRevocations extends RevokedTokens, AutoCloseable
    permits RevocationFollower, KnownRevocations.NotFollowed {
  @Override
  Standing standingOf(Approver approver);

  /** What stands between the server and being ready, as sentences. */
  List<String> obstacles();

  /** Has something run after each piece of news, on the thread that brings it. */
  void afterNews(Runnable listener);

  /** Seconds since all revocations were known; not a number when they never were. */
  double secondsSinceContact();

  /** How many entries there are. */
  int size();

  /** The number of the newest entry that is known. */
  long sequence();

  /** Ends the following. Further calls do nothing. */
  @Override
  void close();

  /** For a server that is told not to ask: nothing is known, and nobody waits for it. */
  record NotFollowed() implements KnownRevocations {
    @Override
    public Standing standingOf(Caller caller) {
      return Standing.LIVES;
    }

    @Override
    public Standing standingOf(Approver approver) {
      return Standing.LIVES;
    }

    @Override
    public List<String> obstacles() {
      return List.of();
    }

    @Override
    public void afterNews(Runnable listener) {}

    @Override
    public double secondsSinceContact() {
      return Double.NaN;
    }

    @Override
    public int size() {
      return 0;
    }

    @Override
    public long sequence() {
      return 0;
    }

    @Override
    public void close() {}
  }
}
