package dev.rolegate.agent;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rolegate.auth.text.OneLine;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which servers there are, and which of them the caller may enter.
 *
 * @param permitted name and URL of each, in the policy's order
 * @param others those that are not, and why
 */
record Survey(List<Grant.Server> permitted, List<ServerState.NotPermitted> others) {
  private static final int MOST = 100;
  private static final int LONGEST = 500;

  Survey {
    permitted = List.copyOf(permitted);
    others = List.copyOf(others);
  }

  /** Asks a token service of this house, which lists servers with each token. */
  static Survey of(Issuer issuer, TokenRequests requests, Credential credential, Web web)
      throws NotConnected {
    return switch (requests.ask(null)) {
      case Grant.Granted granted ->
          of(granted.servers(), access(issuer, web, "Bearer " + granted.token().text()));
      case Grant.Refused refused -> {
        // Nowhere admitted, and the service issues tokens for admitted servers only.
        var answer =
            credential instanceof Credential.SharedSecret shared && !refused.unreached()
                ? access(issuer, web, TokenRequests.basic(shared))
                : null;
        if (answer == null) {
          throw new NotConnected(refused.sentence(), refused.unreached());
        }
        yield of(List.of(), answer);
      }
    };
  }

  private static Survey of(List<Grant.Server> permitted, @Nullable JsonNode access) {
    var others = new ArrayList<ServerState.NotPermitted>();
    if (access != null) {
      access
          .path("servers")
          .valueStream()
          .limit(MOST)
          .forEach(server -> {
            var name = OneLine.of(server.path("name").asText(""), 64);
            if (permitted.stream().noneMatch(one -> one.name().equals(name))) {
              others.add(new ServerState.NotPermitted(name, why(name, server)));
            }
          });
    }
    return new Survey(permitted, others);
  }

  private static String why(String name, JsonNode server) {
    return server.path("admitted").asBoolean(false)
        ? "this client is not registered for " + name
        : OneLine.of(server.path("explanation").asText("it does not admit this caller"), LONGEST);
  }

  private static @Nullable JsonNode access(Issuer issuer, Web web, String authorization) {
    var url = issuer.tokenEndpoint().resolve("access");
    return web.get(url, "Authorization", authorization) instanceof Web.Outcome.Answered answered
            && answered.status() == 200
        ? answered.body()
        : null;
  }
}
