package dev.rolegate.auth.apikey;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One entry of the file: whom a key stands for, where and how long. Immutable; holds no key.
 *
 * @param keyId its name; during a rotation two entries share it
 * @param sha256 of the whole key, in hex
 * @param subject the {@code sub} of its caller
 * @param jobRole null: admitted only where the policy asks for no role
 * @param id the caller's number in the company's own records
 * @param name for people to read
 * @param servers where it is good, by the names of the policy; none: nowhere
 * @param notBefore from when on it is good
 * @param notAfter when it ends
 */
public record ApiKey(
    String keyId,
    String sha256,
    String subject,
    @Nullable String jobRole,
    @Nullable String id,
    @Nullable String name,
    List<String> servers,
    Instant notBefore,
    Instant notAfter) {
  public ApiKey {
    servers = List.copyOf(servers);
  }

  /** Whether it has ended at a time. */
  public boolean hasEnded(Instant now) {
    return !now.isBefore(notAfter);
  }

  /** The same with an earlier end; one that has an earlier one keeps it. */
  public ApiKey endingBy(Instant end) {
    return notAfter.isAfter(end)
        ? new ApiKey(keyId, sha256, subject, jobRole, id, name, servers, notBefore, end)
        : this;
  }

  /** The same rights by another key. */
  public ApiKey with(String otherSha256, Instant from, Instant until) {
    return new ApiKey(keyId, otherSha256, subject, jobRole, id, name, servers, from, until);
  }
}
