package dev.rolegate.auth.http;

import io.javalin.http.Context;

/** The one place where a refusal becomes an HTTP answer. Thread-safe. */
public final class Problems {
  private Problems() {}

  /** Writes the problem as JSON with the request's id and {@code Cache-Control: no-store}. */
  public static void write(Context ctx, Problem problem) {}
}
