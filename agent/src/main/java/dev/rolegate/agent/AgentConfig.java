package dev.rolegate.agent;

import java.net.URI;
import java.time.InstantSource;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Who the agent is, where it begins, and whom it believes. This class is immutable.
 *
 * @param trust who vouches for servers over https; null: the authorities of Java
 * @param plainHttp whether credentials may go to other machines over plain http, too; to this
 *     machine they always may
 * @param clock decides when a token is renewed and when a list is old
 */
public record AgentConfig(
    Start start,
    Credential credential,
    @Nullable SSLContext trust,
    boolean plainHttp,
    InstantSource clock) {

  /** Where it begins. */
  public sealed interface Start {
    /**
     * At a token service of this house, which says what servers there are.
     *
     * @param url the issuer, byte for byte as it stands in its metadata
     */
    record Issuer(String url) implements Start {}

    /**
     * At one MCP server, which says who issues its tokens (RFC 9728).
     *
     * @param name what the agent calls it
     */
    record Server(String name, URI url) implements Start {}
  }

  /** As Java's own settings have it: its authorities, this machine, its clock. */
  public static AgentConfig of(Start start, Credential credential) {
    return new AgentConfig(start, credential, null, false, InstantSource.system());
  }

  public AgentConfig with(InstantSource other) {
    return new AgentConfig(start, credential, trust, plainHttp, other);
  }
}
