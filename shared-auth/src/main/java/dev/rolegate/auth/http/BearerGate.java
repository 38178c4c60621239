package dev.rolegate.auth.http;

import dev.rolegate.auth.AccessPolicy;
import dev.rolegate.auth.AuditTrail;
import dev.rolegate.auth.Caller;
import dev.rolegate.auth.TokenVerifier;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.time.InstantSource;

/**
 * The gate in front of every guarded route: reads the one credential, verifies it, asks the policy
 * whether the role is admitted to this server, and answers 400, 401, 403 or 503 otherwise (RFC 6750
 * §3, RFC 9728 §5.1). Audits every denial; an admitted request is audited by what it goes on to do.
 * Thread-safe.
 */
public final class BearerGate {
  public BearerGate(
      String server,
      String publicUrl,
      TokenVerifier verifier,
      AccessPolicy policy,
      AuditTrail audit,
      InstantSource clock) {}

  /** A handler that runs only for an admitted caller. */
  @FunctionalInterface
  public interface Guarded {
    void handle(Context ctx, Caller caller) throws Exception;
  }

  /** Puts the gate in front of a handler. */
  public Handler guard(Guarded handler) {
    return ctx -> {};
  }
}
