package dev.rolegate.auth.http;

import io.javalin.config.RoutesConfig;

/** The RFC 9728 document of one MCP server, at both well-known paths, open and with CORS. */
public final class ProtectedResourceMetadata {
  public ProtectedResourceMetadata(String resourceName, String publicUrl, String issuer) {}

  /** Adds the two open routes. */
  public void addTo(RoutesConfig routes) {}
}
