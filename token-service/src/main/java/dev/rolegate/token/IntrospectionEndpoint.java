package dev.rolegate.token;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolegate.auth.AuditEvent.Outcome;
import dev.rolegate.auth.AuditTrail;
import dev.rolegate.auth.AuditUnavailable;
import dev.rolegate.auth.http.Problems;
import dev.rolegate.auth.http.RequestId;
import dev.rolegate.auth.revocation.FeedToken;
import dev.rolegate.token.IssuedAccessTokens.State;
import dev.rolegate.token.client.Client;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /introspect} (RFC 7662): whether an access token lives, and what it says. A client
 * may ask about its own, a server (the bearer of the feed's token) about every one. To anybody
 * else's question, as to any token that does not live, the answer is exactly {@code
 * {"active":false}}. Thread-safe.
 */
final class IntrospectionEndpoint implements Handler {
  private final ClientGate gate;
  private final FeedToken serverToken;
  private final IssuedAccessTokens tokens;
  private final ClientAudit audit;
  private final InstantSource clock;

  IntrospectionEndpoint(
      ClientGate gate,
      FeedToken serverToken,
      IssuedAccessTokens tokens,
      AuditTrail trail,
      InstantSource clock) {
    this.gate = gate;
    this.serverToken = serverToken;
    this.tokens = tokens;
    this.audit = new ClientAudit("introspect", trail, clock);
    this.clock = clock;
  }

  @Override
  public void handle(Context ctx) throws IOException, AuditUnavailable {
    var from = gate.addressOf(ctx);
    var server = serverToken.isIn(ClientRequest.headers(ctx, "Authorization"));
    var tooMany = server ? null : gate.arriving(from);
    if (tooMany != null) {
      refuse(ctx, tooMany, null);
      return;
    }
    switch (ClientRequest.read(ctx)) {
      case ClientRequest.Reading.Refused(var why, var claimedId) -> refuse(ctx, why, claimedId);
      case ClientRequest.Reading.Read(var request) -> {
        var token = request.parameters().one("token");
        if (server) {
          answer(ctx, null, token);
          return;
        }
        switch (gate.authenticate(request.credentials(), from)) {
          case ClientAuthentication.Outcome.Failed(var why) ->
              refuse(ctx, why, request.credentials().clientId());
          case ClientAuthentication.Outcome.Authenticated(var client) -> answer(ctx, client, token);
        }
      }
    }
  }

  /**
   * @param client null: a server asks
   */
  private void answer(Context ctx, @Nullable Client client, @Nullable String token)
      throws AuditUnavailable {
    if (token == null) {
      refuse(ctx, OAuthError.noToken(), client == null ? null : client.clientId());
      return;
    }
    switch (tokens.stateOf(token)) {
      case State.Foreign(var reason) -> inactive(ctx, client, reason);
      case State.Dead(var _, var reason) -> inactive(ctx, client, reason);
      case State.Alive(var issued, var claims) -> {
        if (client != null && !IssuedAccessTokens.belongsTo(client, issued)) {
          inactive(ctx, client, "token_of_another");
        } else if (!clock.instant().isBefore(issued.end())) {
          // What servers allow for clocks that differ is no part of its life.
          inactive(ctx, client, "expired");
        } else {
          audit.answered(client, Outcome.ALLOWED, "active", RequestId.of(ctx));
          var active = JsonNodeFactory.instance.objectNode();
          write(ctx, active.put("active", true).put("token_type", "Bearer").setAll(claims));
        }
      }
    }
  }

  private void inactive(Context ctx, @Nullable Client client, String reason)
      throws AuditUnavailable {
    audit.answered(client, Outcome.DENIED, reason, RequestId.of(ctx));
    write(ctx, JsonNodeFactory.instance.objectNode().put("active", false));
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
