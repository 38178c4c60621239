package dev.rolegate.agent;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * What an MCP server says of itself to those who come without a token (RFC 9728).
 *
 * @param resource what its tokens are for (RFC 8707)
 * @param issuer who issues them: the first it names
 */
record ProtectedResource(String resource, String issuer) {
  private static final String WELL_KNOWN = "/.well-known/oauth-protected-resource";
  private static final Pattern METADATA =
      Pattern.compile("resource_metadata=\"?([^\",\\s]{1,2000})");
  private static final String PING = "{\"jsonrpc\":\"2.0\",\"id\":0,\"method\":\"ping\"}";

  /**
   * Knocks, and follows the 401; the well-known places are tried where it does not lead.
   *
   * @throws NotConnected when no document speaks for this server
   */
  static ProtectedResource of(URI server, Web web) throws NotConnected {
    var knocked =
        web.post(server, "application/json", PING, "Accept", "application/json, text/event-stream");
    var places = new LinkedHashSet<URI>();
    switch (knocked) {
      case Web.Outcome.Unheard(var what) ->
          throw new NotConnected("the server " + server + " " + what, true);
      case Web.Outcome.Answered(var _, var headers, var _) -> addSaid(places, headers, server);
      case Web.Outcome.Strange(var _, var headers) -> addSaid(places, headers, server);
    }
    places.add(server.resolve(WELL_KNOWN + server.getRawPath()));
    places.add(server.resolve(WELL_KNOWN));
    for (var place : places) {
      if (web.get(place) instanceof Web.Outcome.Answered answered && answered.status() == 200) {
        return read(server, answered.body());
      }
    }
    throw new NotConnected(
        server + " does not say who issues its tokens (RFC 9728); begin at its token service",
        false);
  }

  /** Only what is its own: a server must not send its callers to read elsewhere. */
  private static void addSaid(LinkedHashSet<URI> places, HttpHeaders headers, URI server) {
    for (var challenge : headers.allValues("WWW-Authenticate")) {
      var found = METADATA.matcher(challenge);
      if (found.find()) {
        try {
          var place = URI.create(found.group(1));
          if (isSameOrigin(place, server)) {
            places.add(place);
          }
        } catch (IllegalArgumentException e) {
          // No URL: the well-known places are left.
        }
      }
    }
  }

  private static ProtectedResource read(URI server, JsonNode document) throws NotConnected {
    var resource = document.path("resource").asText("");
    var issuer = document.path("authorization_servers").path(0).asText("");
    if (!covers(resource, server)) {
      // §3.3: or a server could get its callers' tokens for another one.
      throw new NotConnected(
          server + " says that its tokens are for another resource, so none is asked for", false);
    }
    if (issuer.isEmpty()) {
      throw new NotConnected(server + " names nobody who issues its tokens", false);
    }
    return new ProtectedResource(resource, issuer);
  }

  private static boolean covers(String resource, URI server) {
    try {
      var said = URI.create(resource);
      var path = said.getRawPath() == null ? "" : said.getRawPath().replaceFirst("/$", "");
      return isSameOrigin(said, server)
          && (server.getRawPath().equals(path) || server.getRawPath().startsWith(path + "/"));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static boolean isSameOrigin(URI a, URI b) {
    return Objects.equals(a.getScheme(), b.getScheme())
        && Objects.equals(a.getHost(), b.getHost())
        && a.getPort() == b.getPort();
  }
}
