package dev.rolegate.auth.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Handler;
import java.nio.charset.StandardCharsets;

/**
 * The RFC 9728 document of one MCP server, at both well-known paths, open and with CORS. This class
 * is immutable.
 */
public final class ProtectedResourceMetadata {
  private static final String WELL_KNOWN = "/.well-known/oauth-protected-resource";
  private static final String ENDPOINT = "/mcp";

  private final byte[] document;

  /**
   * What this server says of itself.
   *
   * @param boundTokens whether it accepts tokens that are bound to a client certificate
   */
  public ProtectedResourceMetadata(
      String resourceName, String publicUrl, String issuer, boolean boundTokens) {
    var json = JsonNodeFactory.instance.objectNode().put("resource", publicUrl + ENDPOINT);
    json.putArray("authorization_servers").add(issuer);
    json.putArray("bearer_methods_supported").add("header");
    json.put("resource_name", resourceName);
    if (boundTokens) {
      json.put("tls_client_certificate_bound_access_tokens", true);
    }
    this.document = json.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** Where the document of the server with this public URL is found. */
  static String url(String publicUrl) {
    return publicUrl + WELL_KNOWN + ENDPOINT;
  }

  /** Adds the two open routes. */
  public void addTo(RoutesConfig routes) {
    Handler answer =
        ctx -> {
          ctx.header("Content-Type", "application/json");
          ctx.header("Cache-Control", "public, max-age=300");
          ctx.result(document);
        };
    routes.get(WELL_KNOWN, answer, CrossOrigin.ANY);
    routes.get(WELL_KNOWN + ENDPOINT, answer, CrossOrigin.ANY);
  }
}
