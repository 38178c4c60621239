package dev.rolegate.auth.http;

import io.javalin.http.Handler;

/**
 * A route of a service's own on its management port: {@code POST}, and only for the bearer of the
 * management token.
 */
public record ManagementRoute(String path, Handler handler) {}
