package dev.rolegate.token.refresh;

import java.time.Instant;
import java.util.List;

/**
 * What a client got once and may have renewed. Immutable.
 *
 * @param audience canonical URIs of the servers that its access tokens may be meant for
 * @param begunAt when the first of its tokens was issued
 * @param endsAt when the last of its refresh tokens ends; no use puts it off
 */
public record Family(
    String familyId,
    String clientId,
    String subject,
    List<String> audience,
    Instant begunAt,
    Instant endsAt) {
  public Family {
    audience = List.copyOf(audience);
  }
}
