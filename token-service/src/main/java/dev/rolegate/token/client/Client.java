package dev.rolegate.token.client;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A registered client: who it is and what its tokens say. Immutable; holds no secret, only the
 * keyed hash of it.
 *
 * @param clientId visible ASCII (RFC 6749 Appendix A.1)
 * @param subject the {@code sub} of its tokens
 * @param jobRole null: its tokens carry no such claim
 * @param id the {@code id} claim: the caller's number in the company's own records
 * @param name the {@code name} claim, for people to read
 * @param servers the names of the servers that its tokens may be meant for; null: every one
 */
public record Client(
    String clientId,
    String subject,
    @Nullable String jobRole,
    @Nullable String id,
    @Nullable String name,
    @Nullable Set<String> servers,
    SecretHash secret) {
  public Client {
    servers = servers == null ? null : Set.copyOf(servers);
  }

  /** Whether its tokens may be meant for this server, whatever its role. */
  public boolean isRegisteredFor(String server) {
    return servers == null || servers.contains(server);
  }
}
