package dev.rolegate.agent;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rolegate.auth.text.OneLine;
import java.net.URI;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A token service, as its metadata describes it (RFC 8414).
 *
 * @param url the issuer, byte for byte
 * @param authMethods how clients show there who they are; empty when it does not say
 */
record Issuer(String url, URI tokenEndpoint, Set<String> authMethods) {
  private static final String WELL_KNOWN = "/.well-known/oauth-authorization-server";

  /**
   * Reads the metadata.
   *
   * @throws NotConnected when there is none, or it is not its own
   */
  static Issuer find(String issuer, Web web) throws NotConnected {
    var url = web.safe("the issuer " + OneLine.quoted(issuer), issuer);
    var path = url.getRawPath() == null ? "" : url.getRawPath().replaceFirst("/$", "");
    // §3.1: between the host and the path.
    return switch (web.get(url.resolve(WELL_KNOWN + path))) {
      case Web.Outcome.Answered answered when answered.status() == 200 ->
          read(issuer, answered.body(), web);
      case Web.Outcome.Answered(var status, var _, var _) -> throw notThere(issuer, status);
      case Web.Outcome.Strange(var status, var _) -> throw notThere(issuer, status);
      case Web.Outcome.Unheard(var what) ->
          throw new NotConnected("the token service " + issuer + " " + what, true);
    };
  }

  private static Issuer read(String issuer, JsonNode metadata, Web web) throws NotConnected {
    var own = metadata.path("issuer").asText("");
    if (!own.equals(issuer)) {
      // §3.3: or somebody's token service could speak for another's.
      throw new NotConnected(
          "%s calls itself %s; give the issuer exactly as it calls itself"
              .formatted(issuer, OneLine.quoted(own)),
          false);
    }
    var endpoint =
        web.safe("the token endpoint of " + issuer, metadata.path("token_endpoint").asText(""));
    return new Issuer(
        issuer,
        endpoint,
        metadata
            .path("token_endpoint_auth_methods_supported")
            .valueStream()
            .limit(20)
            .map(JsonNode::asText)
            .collect(Collectors.toUnmodifiableSet()));
  }

  private static NotConnected notThere(String issuer, int status) {
    return new NotConnected(
        "%s answers %d where a token service has its metadata (RFC 8414); is it the issuer?"
            .formatted(issuer, status),
        false);
  }
}
