package dev.rolegate.agent;

import dev.rolegate.auth.text.OneLine;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the servers of a caller, and its tokens for each. Thread-safe. */
sealed interface Surveyor {
  Survey survey() throws NotConnected;

  /** Those for one server and no other (RFC 8707); null for a server that asks nobody. */
  @Nullable Tokens tokens(String url);

  static Surveyor of(AgentConfig config, Web web) throws NotConnected {
    return switch (config.start()) {
      case AgentConfig.Start.Issuer(var url) -> {
        var issuer = Issuer.find(url, web);
        yield new OfIssuer(
            issuer,
            new TokenRequests(issuer, config.credential(), web, config.clock()),
            config,
            web);
      }
      case AgentConfig.Start.Server(var name, var url) -> {
        var server = new Grant.Server(name, url.toString());
        web.safe("the server " + OneLine.quoted(url.toString()), url.toString());
        if (config.credential() instanceof Credential.None) {
          yield new OfServer(server, null);
        }
        var resource = ProtectedResource.of(url, web);
        var issuer = Issuer.find(resource.issuer(), web);
        var requests = new TokenRequests(issuer, config.credential(), web, config.clock());
        yield new OfServer(
            server, new Tokens(() -> requests.ask(resource.resource()), config.clock()));
      }
    };
  }

  /** A token service of this house says what servers there are. */
  record OfIssuer(Issuer issuer, TokenRequests requests, AgentConfig config, Web web)
      implements Surveyor {
    @Override
    public Survey survey() throws NotConnected {
      return Survey.of(issuer, requests, config.credential(), web);
    }

    @Override
    public Tokens tokens(String url) {
      return new Tokens(() -> requests.ask(url), config.clock());
    }
  }

  /** One server, which said who issues its tokens. */
  record OfServer(Grant.Server server, @Nullable Tokens own) implements Surveyor {
    @Override
    public Survey survey() {
      return new Survey(List.of(server), List.of());
    }

    @Override
    public @Nullable Tokens tokens(String url) {
      return own;
    }
  }
}
