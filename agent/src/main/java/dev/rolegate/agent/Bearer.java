package dev.rolegate.agent;

import dev.rolegate.auth.config.Secret;
import dev.rolegate.auth.text.NearMatch;
import dev.rolegate.auth.text.OneLine;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A token for clients that are not this agent.
 *
 * @param life from when it was issued
 */
public record Bearer(Secret token, Duration life) {
  /**
   * Asks for one.
   *
   * @param server the name or the canonical URI of the one that it is to open; null: all of the
   *     client's
   * @throws NotConnected when there is none
   */
  public static Bearer of(AgentConfig config, @Nullable String server) throws NotConnected {
    var web = new Web(config.trust(), config.plainHttp());
    try (var _ = web) {
      var requests =
          switch (config.start()) {
            case AgentConfig.Start.Issuer(var url) -> requests(url, config, web);
            case AgentConfig.Start.Server(var _, var url) ->
                requests(ProtectedResource.of(url, web).issuer(), config, web);
          };
      if (server == null || server.contains("://")) {
        return bearer(requests.ask(server));
      }
      return bearer(requests.ask(uri(server, requests)));
    }
  }

  private static TokenRequests requests(String issuer, AgentConfig config, Web web)
      throws NotConnected {
    return new TokenRequests(Issuer.find(issuer, web), config.credential(), web, config.clock());
  }

  /** The URI of a name, as the token service lists it beside a token for all. */
  private static String uri(String name, TokenRequests requests) throws NotConnected {
    return switch (requests.ask(null)) {
      case Grant.Refused(var sentence, var unreached) ->
          throw new NotConnected(sentence, unreached);
      case Grant.Granted granted -> {
        var names = granted.servers().stream().map(Grant.Server::name).toList();
        Optional<Grant.Server> found =
            granted.servers().stream().filter(one -> one.name().equals(name)).findFirst();
        if (found.isEmpty()) {
          throw new NotConnected(
              "no server that admits this client is called "
                  + OneLine.quoted(name)
                  + NearMatch.suggestion(name, names)
                  + (names.isEmpty() ? "" : "; there are: " + String.join(", ", names)),
              false);
        }
        yield found.get().url();
      }
    };
  }

  private static Bearer bearer(Grant grant) throws NotConnected {
    return switch (grant) {
      case Grant.Granted(var token, var life, var _) -> new Bearer(token, life);
      case Grant.Refused(var sentence, var unreached) ->
          throw new NotConnected(sentence, unreached);
    };
  }
}
