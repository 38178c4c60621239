package dev.rolegate.token;

import dev.rolegate.token.refresh.IssuedToken;
import java.time.Duration;

/**
 * A signed access token in its compact form; prints itself redacted.
 *
 * @param issued what it is known by once it is given away
 */
record AccessToken(String compact, Duration lifetime, IssuedToken issued) {
  @Override
  public String toString() {
    return "AccessToken[redacted]";
  }
}
