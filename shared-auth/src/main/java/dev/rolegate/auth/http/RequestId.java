package dev.rolegate.auth.http;

import io.javalin.http.Context;

/** The id of a request: in every refusal, in the log, in the audit, in {@code X-Request-Id}. */
public final class RequestId {
  private RequestId() {}

  /** This request's id, made by us at its start; a caller cannot choose it. */
  public static String of(Context ctx) {
    return "";
  }
}
