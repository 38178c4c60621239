package dev.rolegate.cli.verify;

import dev.rolegate.auth.AccessPolicy;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * What is to be verified, and how it is reached.
 *
 * @param policyFile where the policy came from, for the report
 * @param connectTo {@code HOST:PORT} by name of a service, where its public address leads elsewhere
 * @param trust whom to believe over https; null: those of Java
 * @param patient whether to wait for a token to expire, which takes half a minute
 * @param who started it, for the audit
 */
public record Order(
    AccessPolicy policy,
    Path policyFile,
    Map<String, String> connectTo,
    @Nullable SSLContext trust,
    boolean patient,
    String who,
    InstantSource clock) {
  public Order {
    connectTo = Map.copyOf(connectTo);
  }
}
