package dev.rolegate.token;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolegate.auth.AccessDocument;
import dev.rolegate.auth.AuditEvent.Outcome;
import dev.rolegate.auth.AuditTrail;
import dev.rolegate.auth.AuditUnavailable;
import dev.rolegate.auth.CurrentPolicy;
import dev.rolegate.auth.http.Problem;
import dev.rolegate.auth.http.Problems;
import dev.rolegate.auth.http.RequestId;
import dev.rolegate.token.IssuedAccessTokens.State;
import dev.rolegate.token.client.ShowAccess;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /access}: what the caller may do, everywhere, in one answer. It shows who it is as
 * clients do (Basic), or by an access token (Bearer). Thread-safe.
 */
final class AccessEndpoint implements Handler {
  private final ClientGate gate;
  private final IssuedAccessTokens tokens;
  private final CurrentPolicy policy;
  private final ClientAudit audit;
  private final InstantSource clock;

  AccessEndpoint(
      ClientGate gate,
      IssuedAccessTokens tokens,
      CurrentPolicy policy,
      AuditTrail trail,
      InstantSource clock) {
    this.gate = gate;
    this.tokens = tokens;
    this.policy = policy;
    this.audit = new ClientAudit("access", trail, clock);
    this.clock = clock;
  }

  @Override
  public void handle(Context ctx) throws AuditUnavailable {
    var from = gate.addressOf(ctx);
    var tooMany = gate.arriving(from);
    if (tooMany != null) {
      refuse(ctx, tooMany, null);
      return;
    }
    var authorizations = ClientRequest.headers(ctx, "Authorization");
    if (ctx.queryString() != null || authorizations.size() > 1) {
      var why = "Send one Authorization header, and nothing in the URL, where logs would keep it.";
      refuse(ctx, OAuthError.invalidRequest("malformed_request", why), null);
      return;
    }
    var authorization = authorizations.isEmpty() ? "" : authorizations.getFirst();
    if (authorization.regionMatches(true, 0, "Bearer ", 0, 7)) {
      answer(ctx, authorization.substring(7).strip());
      return;
    }
    var credentials = Credentials.ofHeader(authorization);
    switch (gate.authenticate(credentials, from)) {
      case ClientAuthentication.Outcome.Failed(var why) -> refuse(ctx, why, credentials.clientId());
      case ClientAuthentication.Outcome.Authenticated(var client) -> {
        audit.answered(client, Outcome.ALLOWED, "own_access", RequestId.of(ctx));
        write(ctx, ShowAccess.of(client, policy));
      }
    }
  }

  private void answer(Context ctx, String token) throws AuditUnavailable {
    var requestId = RequestId.of(ctx);
    switch (tokens.stateOf(token)) {
      case State.Foreign(var reason) -> refuse(ctx, reason, requestId);
      case State.Dead(var _, var reason) -> refuse(ctx, reason, requestId);
      case State.Alive(var issued, var claims) -> {
        if (!clock.instant().isBefore(issued.end())) {
          refuse(ctx, "expired", requestId);
          return;
        }
        audit.answered(null, Outcome.ALLOWED, "own_token", requestId);
        write(ctx, AccessDocument.of(policy.get(), roles(claims), policy.get().servers()));
      }
    }
  }

  private static List<@Nullable String> roles(ObjectNode claims) {
    var roles = new ArrayList<@Nullable String>();
    roles.add(claims.path("job_role").textValue());
    if (claims.has("act")) {
      roles.add(claims.path("act").path("job_role").textValue());
    }
    return Collections.unmodifiableList(roles);
  }

  private void refuse(Context ctx, String reason, String requestId) throws AuditUnavailable {
    audit.answered(null, Outcome.DENIED, reason, requestId);
    Problems.write(
        ctx,
        new Problem(401, "invalid_token", "The access token does not live here; get another one.")
            .with("WWW-Authenticate", "Bearer error=\"invalid_token\""));
  }

  private void refuse(Context ctx, OAuthError why, @Nullable String claimedId)
      throws AuditUnavailable {
    audit.refused(claimedId, why, RequestId.of(ctx));
    Problems.write(ctx, why.problem());
  }

  private static void write(Context ctx, ObjectNode body) {
    ctx.header("Cache-Control", "no-store");
    ctx.contentType("application/json");
    ctx.result(body.toString().getBytes(StandardCharsets.UTF_8));
  }
}
