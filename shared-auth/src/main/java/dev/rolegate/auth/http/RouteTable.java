package dev.rolegate.auth.http;

import io.javalin.http.HandlerType;
import io.javalin.router.InternalRouter;
import io.javalin.router.ParsedEndpoint;
import io.javalin.security.Roles;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is served, as the front gate asks it: exact paths and exact methods, byte for byte as sent,
 * so that no spelling of a path can reach a route past the gate. Thread-safe.
 */
final class RouteTable {
  private final Map<String, Route> exact = new HashMap<>();
  private final List<Route> patterns = new ArrayList<>();

  RouteTable(InternalRouter router) {
    var byPath = new TreeMap<String, List<ParsedEndpoint>>();
    for (var entry : router.allHttpHandlers()) {
      if (entry.endpoint.method.isHttpMethod()) {
        byPath.computeIfAbsent(entry.endpoint.path, path -> new ArrayList<>()).add(entry);
      }
    }
    byPath.forEach((path, entries) -> add(Route.of(path, entries)));
  }

  /** The route of a raw path, or null: 404. */
  @Nullable Route find(String path) {
    var route = exact.get(path);
    if (route != null) {
      return route;
    }
    for (var pattern : patterns) {
      if (pattern.parsed.matches(path)) {
        return pattern;
      }
    }
    return null;
  }

  private void add(Route route) {
    if (route.hasParameters()) {
      patterns.add(route);
    } else {
      exact.put(route.template, route);
    }
  }

  /**
   * One path with its methods.
   *
   * @param allow the value of {@code Allow}
   * @param openToAnyOrigin by method
   */
  record Route(
      String template,
      ParsedEndpoint parsed,
      SortedMap<String, Boolean> openToAnyOrigin,
      String allow) {
    static Route of(String path, List<ParsedEndpoint> entries) {
      var methods = new TreeMap<String, Boolean>();
      for (var entry : entries) {
        methods.put(entry.endpoint.method.name(), isOpen(entry));
      }
      return new Route(path, entries.getFirst(), methods, String.join(", ", methods.keySet()));
    }

    boolean answers(String method) {
      return openToAnyOrigin.containsKey(method);
    }

    /** Whether every method is open, so that a preflight may say so. */
    boolean isOpen() {
      return !openToAnyOrigin.containsValue(false);
    }

    private boolean hasParameters() {
      return template.indexOf('{') >= 0 || template.indexOf('<') >= 0;
    }

    private static boolean isOpen(ParsedEndpoint entry) {
      var roles = entry.endpoint.metadata(Roles.class);
      return roles != null
          && roles.getRoles().contains(CrossOrigin.ANY)
          && entry.endpoint.method.equals(HandlerType.GET);
    }
  }
}
