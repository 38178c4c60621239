package dev.rolegate.cli.verify;

import dev.rolegate.cli.verify.Administration.Reply;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What there is to be tried, as the token service tells it to an operator.
 *
 * @param issuer as it stands in tokens
 */
record Deployment(String issuer, Target tokenService, List<Target> servers) {
  Deployment {
    servers = List.copyOf(servers);
  }

  static Deployment find(Administration administration, Map<String, String> connectTo) {
    if (!(administration.ask("service/show", Probes.object()) instanceof Reply.Done(var body))) {
      throw new Unverifiable(
          "the token service does not say which servers there are; is it older than this command?");
    }
    var issuer = body.path("issuer").asText();
    var servers = new ArrayList<Target>();
    for (var server : body.path("servers")) {
      servers.add(target(server.path("name").asText(), server.path("url").asText(), connectTo));
    }
    return new Deployment(issuer, target(Target.TOKEN_SERVICE, issuer, connectTo), servers);
  }

  private static Target target(String name, String text, Map<String, String> connectTo) {
    var url = URI.create(text);
    var elsewhere = connectTo.get(name);
    if (elsewhere == null) {
      return new Target(name, url, url.getHost(), Target.port(url));
    }
    var colon = elsewhere.lastIndexOf(':');
    return new Target(
        name, url, elsewhere.substring(0, colon), Integer.parseInt(elsewhere.substring(colon + 1)));
  }
}
