package dev.rolegate.token.approver;

import java.time.Duration;

/** A signed {@code approver+jwt} in its compact form; prints itself redacted. */
public record ApproverToken(String compact, Duration lifetime) {
  @Override
  public String toString() {
    return "ApproverToken[redacted]";
  }
}
