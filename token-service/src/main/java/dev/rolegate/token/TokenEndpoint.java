package dev.rolegate.token;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.rolegate.auth.AuditUnavailable;
import dev.rolegate.auth.http.NetworkAddress;
import dev.rolegate.auth.http.Problems;
import dev.rolegate.auth.http.RequestId;
import dev.rolegate.token.Resources.Server;
import dev.rolegate.token.TokenDecision.Issued;
import dev.rolegate.token.TokenDecision.Refused;
import dev.rolegate.token.revocation.Revocations;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /token} (RFC 6749 §3.2): read the request, authenticate the client, let its grant
 * decide, audit, answer. Thread-safe.
 */
final class TokenEndpoint implements Handler {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final ClientGate gate;
  private final Map<String, Grant> grants;
  private final Revocations revocations;
  private final RecordedDecisions decisions;

  TokenEndpoint(
      ClientGate gate, Revocations revocations, List<Grant> grants, RecordedDecisions decisions) {
    this.gate = gate;
    this.revocations = revocations;
    this.grants = grants.stream().collect(Collectors.toMap(Grant::type, Function.identity()));
    this.decisions = decisions;
  }

  @Override
  public void handle(Context ctx) throws IOException, AuditUnavailable {
    switch (decisions.of(rule(ctx), RequestId.of(ctx))) {
      case Refused(var why, var _, var _) -> Problems.write(ctx, why.problem());
      case Issued issued -> write(ctx, issued);
    }
  }

  private Ruling rule(Context ctx) throws IOException {
    var from = gate.addressOf(ctx);
    var tooMany = gate.arriving(from);
    if (tooMany != null) {
      return new Ruling.Decided(new Refused(tooMany, null, null));
    }
    // Before the client is read: what is taken back after this, the token will be older than.
    var times = revocations.issueTimes();
    return switch (TokenRequestReader.read(ctx, times)) {
      case TokenRequestReader.Reading.Refused(var why, var claimedId) ->
          new Ruling.Decided(new Refused(why, claimedId, null));
      case TokenRequestReader.Reading.Read(var request) -> decide(request, from);
    };
  }

  private Ruling decide(TokenRequest request, NetworkAddress from) {
    return switch (gate.authenticate(request.credentials(), from)) {
      case ClientAuthentication.Outcome.Failed(var why) ->
          new Ruling.Decided(new Refused(why, request.credentials().clientId(), null));
      case ClientAuthentication.Outcome.Authenticated(var client) -> {
        var grant = grants.get(request.grantType());
        if (grant == null) {
          yield new Ruling.Decided(Refused.of(client, OAuthError.unsupportedGrantType()));
        }
        if (!client.grants().contains(grant.type())) {
          yield new Ruling.Decided(Refused.of(client, OAuthError.unauthorizedClient()));
        }
        var tooMany = gate.issuing(client);
        yield tooMany == null
            ? grant.decide(client, request)
            : new Ruling.Decided(Refused.of(client, tooMany));
      }
    };
  }

  /** RFC 6749 §5.1 and RFC 8693 §2.2.1, and which servers the token is good for. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  private record Success(
      String access_token,
      @Nullable String issued_token_type,
      String token_type,
      long expires_in,
      @Nullable String refresh_token,
      List<NamedUrl> servers) {}

  private record NamedUrl(String name, String url) {
    static NamedUrl of(Server server) {
      return new NamedUrl(server.name(), server.uri());
    }
  }

  private static void write(Context ctx, Issued issued) throws JsonProcessingException {
    var refresh = issued.refreshToken();
    var success =
        new Success(
            issued.token().compact(),
            issued.subject() == null ? null : TokenExchangeGrant.ACCESS_TOKEN,
            "Bearer",
            issued.token().lifetime().toSeconds(),
            refresh == null ? null : refresh.text(),
            issued.servers().stream().map(NamedUrl::of).toList());
    ctx.header("Cache-Control", "no-store");
    ctx.contentType("application/json").result(JSON.writeValueAsBytes(success));
  }
}
