package dev.rolegate.token;

import java.time.Duration;

/** A signed access token in its compact form; prints itself redacted. */
record AccessToken(String compact, Duration lifetime) {
  @Override
  public String toString() {
    return "AccessToken[redacted]";
  }
}
