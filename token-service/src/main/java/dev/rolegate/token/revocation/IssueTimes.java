package dev.rolegate.token.revocation;

import java.time.Instant;
import java.util.List;

/**
 * When tokens of one request say that they were issued, settled before anybody is authenticated.
 * What is taken back after that covers them, whoever was read from the database meanwhile. What was
 * taken back before, in the same second, does not: such a token says the next second, lest it die
 * with the earlier ones. Immutable.
 *
 * @param now in whole seconds
 * @param cuts what was taken back in the present second: few or none
 */
public record IssueTimes(Instant now, List<Cut> cuts) {
  public IssueTimes {
    cuts = List.copyOf(cuts);
  }

  /** Tokens of before a second since 1970 are revoked; the value is empty for everybody's. */
  public record Cut(String kind, String value, long beforeSecond) {
    private boolean isAbout(String clientId, String subject) {
      return switch (kind) {
        case "client" -> value.equals(clientId);
        case "subject" -> value.equals(subject);
        default -> true;
      };
    }
  }

  /** The {@code iat} of a token of this client about this subject. */
  public Instant of(String clientId, String subject) {
    var second = now.getEpochSecond();
    for (var cut : cuts) {
      if (cut.isAbout(clientId, subject)) {
        second = Math.max(second, cut.beforeSecond());
      }
    }
    return Instant.ofEpochSecond(second);
  }
}
