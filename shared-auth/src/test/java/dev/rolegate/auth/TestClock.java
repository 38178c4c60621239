package dev.rolegate.auth;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that stands at {@link TestTokens#NOW} until a test moves it. Thread-safe. */
public final class TestClock implements InstantSource {
  private volatile Instant now = TestTokens.NOW;

  @Override
  public Instant instant() {
    return now;
  }

  public void set(Instant instant) {
    now = instant;
  }

  /** Moves on, or back by a negative duration. */
  public void advance(Duration by) {
    now = now.plus(by);
  }
}
