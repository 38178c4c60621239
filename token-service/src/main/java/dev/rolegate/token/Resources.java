package dev.rolegate.token;

import dev.rolegate.auth.AccessPolicy;
import dev.rolegate.auth.config.Settings;
import dev.rolegate.auth.text.OneLine;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The MCP servers that tokens are issued for: name and canonical URI of each ({@code RESOURCES}).
 * URIs are compared byte for byte. This class is immutable.
 */
final class Resources {
  private static final List<String> DEFAULT =
      List.of(
          "hr=http://localhost:8001/mcp",
          "project=http://localhost:8002/mcp",
          "crm=http://localhost:8003/mcp");

  private final List<Server> servers;

  Resources(List<Server> servers) {
    this.servers = List.copyOf(servers);
  }

  /** One server. */
  record Server(String name, String uri) {}

  /** In the order of the setting. */
  List<Server> servers() {
    return servers;
  }

  /** The server of a URI as a client sent it, or null. */
  @Nullable Server find(String uri) {
    for (var server : servers) {
      if (server.uri().equals(uri)) {
        return server;
      }
    }
    return null;
  }

  /**
   * Reads {@code RESOURCES}; problems are noted in the settings.
   *
   * @param policy its servers must be exactly these; null when it could not be read
   */
  static Resources from(Settings settings, @Nullable AccessPolicy policy) {
    var byName = new LinkedHashMap<String, String>();
    for (var item : settings.list("RESOURCES", DEFAULT)) {
      var equals = item.indexOf('=');
      var name = equals < 0 ? "" : item.substring(0, equals).strip();
      var uri = item.substring(equals + 1).strip();
      var wrong = wrongWith(name, uri, byName);
      if (wrong == null) {
        byName.put(name, uri);
      } else {
        settings.problem("RESOURCES: " + OneLine.quoted(item) + " " + wrong);
      }
    }
    var resources =
        new Resources(
            byName.entrySet().stream().map(e -> new Server(e.getKey(), e.getValue())).toList());
    if (policy != null) {
      resources.mismatches(policy).forEach(settings::problem);
    }
    return resources;
  }

  /** What keeps a policy from fitting these servers: its own must be exactly these. */
  List<String> mismatches(AccessPolicy policy) {
    var names = servers.stream().map(Server::name).toList();
    var problems = new ArrayList<String>();
    for (var name : policy.servers()) {
      if (!names.contains(name)) {
        problems.add(
            "RESOURCES: lacks " + name + ", which the access policy has; add " + name + "=URL");
      }
    }
    for (var name : names) {
      if (!policy.servers().contains(name)) {
        problems.add(
            "RESOURCES: names "
                + OneLine.quoted(name)
                + ", which the access policy lacks; add it there or remove it here");
      }
    }
    return problems;
  }

  private static @Nullable String wrongWith(String name, String uri, Map<String, String> others) {
    if (!name.matches("[a-z][a-z0-9-]{0,31}")) {
      return "is not name=URL, for example hr=http://localhost:8001/mcp";
    }
    if (others.containsKey(name)) {
      return "names a server a second time; name each once";
    }
    if (others.containsValue(uri)) {
      return "gives a second server the same URL; a token for one would do for the other";
    }
    URI parsed;
    try {
      parsed = new URI(uri);
    } catch (URISyntaxException e) {
      return "has no URL after the name";
    }
    var web = "http".equals(parsed.getScheme()) || "https".equals(parsed.getScheme());
    if (!web || parsed.getHost() == null || parsed.getRawUserInfo() != null) {
      return "needs an absolute http or https URL without a user";
    }
    return parsed.getRawFragment() != null || parsed.getRawQuery() != null
        ? "has a query or fragment; leave it out (RFC 8707)"
        : null;
  }
}
