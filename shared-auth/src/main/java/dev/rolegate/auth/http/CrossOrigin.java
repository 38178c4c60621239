package dev.rolegate.auth.http;

import io.javalin.security.RouteRole;

/**
 * Marks a route that pages of any origin may read, such as a discovery document: {@code
 * routes.get(path, handler, CrossOrigin.ANY)}. Every other route answers only {@code
 * ALLOWED_ORIGINS}. Such a route must neither read a credential nor change anything.
 */
public enum CrossOrigin implements RouteRole {
  ANY
}
