package dev.rolegate.token;

import dev.rolegate.auth.config.Secret;
import dev.rolegate.token.Resources.Server;
import dev.rolegate.token.TokenDecision.Issued;
import dev.rolegate.token.TokenDecision.Refused;
import dev.rolegate.token.client.Client;
import dev.rolegate.token.refresh.Family;
import dev.rolegate.token.refresh.Presented;
import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * A client has its token renewed (RFC 6749 §6, RFC 9700 §4.14.2): for what it is registered for
 * now, for no server that the first token was not for, and once. Thread-safe.
 */
final class RefreshTokenGrant implements Grant {
  static final String TYPE = "refresh_token";

  private final Audiences audiences;
  private final AccessTokens tokens;
  private final RefreshFamilies families;

  RefreshTokenGrant(Audiences audiences, AccessTokens tokens, RefreshFamilies families) {
    this.audiences = audiences;
    this.tokens = tokens;
    this.families = families;
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public Ruling decide(Client client, TokenRequest request) {
    var token = request.refreshToken();
    if (token == null) {
      return refused(
          client,
          OAuthError.invalidRequest(
              "no_refresh_token", "The refresh_token is missing; send the one you got last."));
    }
    // Before the token is looked at, so that it is still good when the request is mended.
    return request.scope() != null
        ? refused(client, OAuthError.invalidScope())
        : new Ruling.Stored(handle -> redeem(handle, client, token, request));
  }

  private TokenDecision redeem(Handle handle, Client client, Secret token, TokenRequest request) {
    return switch (families.find(handle, client, token)) {
      case Presented.Worthless(var reason) -> worthless(client, reason);
      case Presented.Used(var family) -> {
        families.revoke(handle, family);
        yield worthless(client, "refresh_token_reused");
      }
      case Presented.Unused(var family) ->
          switch (audiences.choose(
              Reach.of(client).within(family.audience()), request.resources())) {
            case Audiences.Choice.Refused(var why) -> Refused.of(client, why);
            case Audiences.Choice.None _ -> worthless(client, "no_audience_left");
            case Audiences.Choice.Chosen(var servers) ->
                renewed(handle, client, token, request, family, servers);
          };
    };
  }

  private Issued renewed(
      Handle handle,
      Client client,
      Secret token,
      TokenRequest request,
      Family family,
      List<Server> servers) {
    var issued = tokens.issue(client, servers, request.times(), request.certificate());
    var next = families.renew(handle, family, token, issued);
    return Issued.own(client, issued, audiences.admitted(Reach.of(client), servers), "refreshed")
        .with(next);
  }

  private static Refused worthless(Client client, String reason) {
    return Refused.of(client, OAuthError.invalidRefreshToken(reason));
  }

  private static Ruling refused(Client client, OAuthError why) {
    return new Ruling.Decided(Refused.of(client, why));
  }
}
