package dev.rolegate.token;

import dev.rolegate.auth.AuditEvent.Outcome;
import dev.rolegate.auth.AuditTrail;
import dev.rolegate.auth.AuditUnavailable;
import dev.rolegate.auth.http.Problems;
import dev.rolegate.auth.http.RequestId;
import dev.rolegate.token.RevocableTokens.Finding;
import dev.rolegate.token.client.Client;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /revoke} (RFC 7009): a client takes its own token back. Whatever else the token is,
 * the answer is the same 200, so that nobody learns of the tokens of others. Thread-safe.
 */
final class RevocationEndpoint implements Handler {
  private final ClientGate gate;
  private final List<RevocableTokens> kinds;
  private final ClientAudit audit;

  RevocationEndpoint(
      ClientGate gate, List<RevocableTokens> kinds, AuditTrail trail, InstantSource clock) {
    this.gate = gate;
    this.kinds = List.copyOf(kinds);
    this.audit = new ClientAudit("revoke", trail, clock);
  }

  @Override
  public void handle(Context ctx) throws IOException, AuditUnavailable {
    var from = gate.addressOf(ctx);
    var tooMany = gate.arriving(from);
    if (tooMany != null) {
      refuse(ctx, tooMany, null);
      return;
    }
    switch (ClientRequest.read(ctx)) {
      case ClientRequest.Reading.Refused(var why, var claimedId) -> refuse(ctx, why, claimedId);
      case ClientRequest.Reading.Read(var request) -> {
        switch (gate.authenticate(request.credentials(), from)) {
          case ClientAuthentication.Outcome.Failed(var why) ->
              refuse(ctx, why, request.credentials().clientId());
          case ClientAuthentication.Outcome.Authenticated(var client) ->
              revoke(ctx, client, request.parameters().one("token"));
        }
      }
    }
  }

  private void revoke(Context ctx, Client client, @Nullable String token) throws AuditUnavailable {
    if (token == null) {
      refuse(ctx, OAuthError.noToken(), client.clientId());
      return;
    }
    switch (find(client, token)) {
      case Finding.Unknown(var reason) ->
          audit.answered(client, Outcome.DENIED, reason, RequestId.of(ctx));
      case Finding.Nothing(var reason) ->
          audit.answered(client, Outcome.DENIED, reason, RequestId.of(ctx));
      case Finding.Living(var id, var revocation) -> {
        audit.changes(client, id, RequestId.of(ctx));
        try {
          revocation.run();
        } catch (RuntimeException e) {
          // The audit says that it is done; that it is not belongs behind it.
          audit.answered(client, Outcome.DENIED, "not_stored", RequestId.of(ctx));
          throw e;
        }
      }
    }
    ctx.status(200);
    ctx.header("Cache-Control", "no-store");
  }

  private Finding find(Client client, String token) {
    Finding found = new Finding.Unknown("unknown_token");
    for (var kind : kinds) {
      found = kind.find(client, token);
      if (!(found instanceof Finding.Unknown)) {
        return found;
      }
    }
    return found;
  }

  private void refuse(Context ctx, OAuthError why, @Nullable String claimedId)
      throws AuditUnavailable {
    audit.refused(claimedId, why, RequestId.of(ctx));
    Problems.write(ctx, why.problem());
  }
}
