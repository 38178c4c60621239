package dev.rolegate.token;

import dev.rolegate.token.client.Client;

/**
 * A client asks for a token of its own (RFC 6749 §4.4). One that is registered for {@link
 * RefreshTokenGrant}, too, gets a refresh token beside it. Thread-safe.
 */
final class ClientCredentialsGrant implements Grant {
  static final String TYPE = "client_credentials";

  private final Audiences audiences;
  private final AccessTokens tokens;
  private final RefreshFamilies families;

  ClientCredentialsGrant(Audiences audiences, AccessTokens tokens, RefreshFamilies families) {
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
    if (request.scope() != null) {
      return new Ruling.Decided(TokenDecision.Refused.of(client, OAuthError.invalidScope()));
    }
    var reach = Reach.of(client);
    return switch (audiences.choose(reach, request.resources())) {
      case Audiences.Choice.Refused(var why) ->
          new Ruling.Decided(TokenDecision.Refused.of(client, why));
      case Audiences.Choice.None _ ->
          new Ruling.Decided(TokenDecision.Refused.of(client, OAuthError.noAudience()));
      case Audiences.Choice.Chosen(var servers) -> {
        var issued =
            TokenDecision.Issued.own(
                client,
                tokens.issue(client, servers, request.times(), request.certificate()),
                audiences.admitted(reach, servers),
                "issued");
        yield client.grants().contains(RefreshTokenGrant.TYPE)
            ? new Ruling.Stored(
                handle -> issued.with(families.begin(handle, issued, servers, request.times())))
            : new Ruling.Decided(issued);
      }
    };
  }
}
