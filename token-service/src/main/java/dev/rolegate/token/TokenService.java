package dev.rolegate.token;

import dev.rolegate.auth.http.HttpService;
import dev.rolegate.token.client.Clients;
import dev.rolegate.token.client.DemoClients;
import dev.rolegate.token.client.SecretHashing;
import dev.rolegate.token.revocation.Revocations;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The running token service. Thread-safe. */
public final class TokenService implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(TokenService.class);

  private final HttpService http;
  private final List<AutoCloseable> behind;

  private TokenService(HttpService http, List<AutoCloseable> behind) {
    this.http = http;
    this.behind = behind;
  }

  /**
   * Starts the service; makes its keys at the first start.
   *
   * @throws dev.rolegate.auth.config.StartRefused when a key is unfit, a port is taken, or the data
   *     folder is not writable
   */
  public static TokenService start(TokenServiceConfig config, InstantSource clock) {
    return start(
        config,
        clock,
        hashing -> config.demo() ? new DemoClients(hashing) : Clients.none(),
        LoggedTokenRevocations::new);
  }

  /**
   * With clients beside those of the database, and another view of what was taken back.
   *
   * @param taken what grants ask and tell
   */
  static TokenService start(
      TokenServiceConfig config,
      InstantSource clock,
      Function<SecretHashing, Clients> others,
      Function<Revocations, TokenRevocations> taken) {
    var behind = new ArrayList<AutoCloseable>();
    try {
      var parts = ServiceParts.open(config, clock, others, taken, behind);
      var approvers = ApproverSide.of(config, clock, parts, behind);
      return new TokenService(TokenServing.start(config, clock, parts, approvers), behind);
    } catch (RuntimeException | Error e) {
      closeAll(behind);
      throw e;
    }
  }

  /** The port it really listens on. */
  public int port() {
    return http.port();
  }

  /** The management port it really listens on. */
  public int managementPort() {
    return http.managementPort();
  }

  /** Stops once the requests in flight have ended. Further calls do nothing. */
  @Override
  public void close() {
    http.close();
    closeAll(behind);
  }

  /** The last opened first. */
  private static void closeAll(List<AutoCloseable> parts) {
    for (var part : parts.reversed()) {
      try {
        part.close();
      } catch (Exception e) {
        log.error("a part of the service did not close", e);
      }
    }
  }
}
