package dev.rolegate.auth.http;

import dev.rolegate.auth.AuditEvent;
import dev.rolegate.auth.AuditTrail;
import dev.rolegate.auth.AuditUnavailable;
import dev.rolegate.auth.Caller;
import dev.rolegate.auth.CurrentPolicy;
import dev.rolegate.auth.Decision;
import dev.rolegate.auth.TokenVerifier;
import dev.rolegate.auth.Verification;
import dev.rolegate.auth.apikey.ApiKeys;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * The gate in front of every guarded route: reads the one credential, a token or where there are
 * some an API key, verifies it, asks the policy whether the role is admitted to this server, and
 * answers 400, 401, 403 or 503 otherwise (RFC 6750 §3, RFC 9728 §5.1), without reading the body.
 * Audits every denial; an admitted request is audited by what it goes on to do. Thread-safe.
 */
public final class BearerGate {
  private static final String ACTION = "admission";

  private final String server;
  private final String challenge;
  private final TokenVerifier verifier;
  private final ApiKeys keys;
  private final CurrentPolicy policy;
  private final AuditTrail audit;
  private final InstantSource clock;

  public BearerGate(
      String server,
      String publicUrl,
      TokenVerifier verifier,
      CurrentPolicy policy,
      AuditTrail audit,
      InstantSource clock) {
    this(server, publicUrl, verifier, ApiKeys.open(null, clock), policy, audit, clock);
  }

  /** One that takes API keys, too. */
  public BearerGate(
      String server,
      String publicUrl,
      TokenVerifier verifier,
      ApiKeys keys,
      CurrentPolicy policy,
      AuditTrail audit,
      InstantSource clock) {
    this.server = server;
    this.challenge =
        "Bearer resource_metadata=\"" + ProtectedResourceMetadata.url(publicUrl) + "\"";
    this.verifier = verifier;
    this.keys = keys;
    this.policy = policy;
    this.audit = audit;
    this.clock = clock;
  }

  /** A handler that runs only for an admitted caller. */
  @FunctionalInterface
  public interface Guarded {
    void handle(Context ctx, Caller caller) throws Exception;
  }

  /** Puts the gate in front of a handler. */
  public Handler guard(Guarded handler) {
    return ctx -> {
      switch (verdict(ctx)) {
        case Verdict.Admitted(var caller) -> handler.handle(ctx, caller);
        case Verdict.Refused refused -> refuse(ctx, refused);
      }
    };
  }

  private sealed interface Verdict {
    record Admitted(Caller caller) implements Verdict {}

    /**
     * @param keyId whose API key it was, where the key was right and no caller came of it
     */
    record Refused(Problem problem, String reason, @Nullable Caller caller, @Nullable String keyId)
        implements Verdict {
      Refused(Problem problem, String reason, @Nullable Caller caller) {
        this(problem, reason, caller, null);
      }
    }
  }

  private Verdict verdict(Context ctx) {
    return switch (Credential.of(ctx, keys.areAccepted())) {
      case Credential.Absent(var reason) ->
          new Verdict.Refused(
              unauthorized(
                  "Send an access token for this server: Authorization: Bearer TOKEN"
                      + (keys.areAccepted() ? ", or an API key: X-API-Key: KEY." : ".")),
              reason,
              null);
      case Credential.Unusable(var reason, var description) ->
          new Verdict.Refused(challenged(Problem.invalidRequest(description)), reason, null);
      case Credential.Token(var token) -> verified(token, ClientCertificate.of(ctx));
      case Credential.Key(var id, var key) -> known(keys.show(server, id, key));
    };
  }

  /** Without {@code error}, as no token was sent (RFC 6750 §3); and none asks for Basic. */
  private Problem unauthorized(String description) {
    return new Problem(401, "unauthorized", description).with("WWW-Authenticate", challenge);
  }

  private Verdict known(ApiKeys.Shown shown) {
    return switch (shown) {
      case ApiKeys.Shown.Good(var caller) -> admitted(caller);
      case ApiKeys.Shown.Elsewhere(var caller, var servers) ->
          new Verdict.Refused(
              forbidden(
                  "This API key is not for %s; it is for: %s. Use one that is, or ask for it."
                      .formatted(server, servers.isEmpty() ? "none" : String.join(", ", servers))),
              "key_not_for_server",
              caller);
      // One answer for all: which part of it was right is nobody's to learn.
      case ApiKeys.Shown.Unknown(var reason, var keyId) ->
          new Verdict.Refused(
              unauthorized(
                  "This API key is not accepted here: it is unknown, has ended, or belongs to"
                      + " another id; ask for a new one."),
              reason,
              null,
              keyId);
    };
  }

  /** No error and no scope: a client must not try to step up (RFC 9470 would). */
  private static Problem forbidden(String description) {
    return new Problem(403, "access_denied", description)
        .with("WWW-Authenticate", "Bearer realm=\"rolegate\"");
  }

  private Verdict verified(String token, @Nullable X509Certificate presented) {
    return switch (verifier.verify(token, presented)) {
      case Verification.Verified(var caller) -> admitted(caller);
      case Verification.Refused(var defect) ->
          new Verdict.Refused(
              challenged(new Problem(401, "invalid_token", defect.description())),
              defect.code(),
              null);
      case Verification.Undecided(var code, var description) ->
          new Verdict.Refused(Problem.unavailable(description), code, null);
    };
  }

  private Verdict admitted(Caller caller) {
    return switch (policy.get().admission(server, caller)) {
      case Decision.Allowed _ -> new Verdict.Admitted(caller);
      case Decision.Denied(var reason, var explanation, var _) ->
          new Verdict.Refused(forbidden(explanation), reason, caller);
    };
  }

  private void refuse(Context ctx, Verdict.Refused refused) {
    try {
      audit.append(event(RequestId.of(ctx), refused));
      Problems.write(ctx, refused.problem());
    } catch (AuditUnavailable e) {
      Problems.write(ctx, Problem.undecided());
    }
  }

  private AuditEvent event(String requestId, Verdict.Refused refused) {
    var caller = refused.caller();
    var denied = AuditEvent.Outcome.DENIED;
    var now = clock.instant();
    return caller != null
        ? AuditEvent.about(caller, now, requestId, server, ACTION, null, denied, refused.reason())
        : new AuditEvent(
            now,
            requestId,
            server,
            null,
            refused.keyId(),
            null,
            ACTION,
            null,
            denied,
            refused.reason());
  }

  private Problem challenged(Problem problem) {
    return problem.with(
        "WWW-Authenticate",
        challenge
            + ", error=\""
            + quotable(problem.error())
            + "\", error_description=\""
            + quotable(problem.description())
            + "\"");
  }

  /** What RFC 6750 §3 permits inside the quotes; anything else becomes an apostrophe. */
  private static String quotable(String text) {
    return text.replaceAll("[^\\x20\\x21\\x23-\\x5b\\x5d-\\x7e]", "'");
  }
}
