package dev.rolegate.token;

import dev.rolegate.token.client.Client;

/** A client asks for a token of its own (RFC 6749 §4.4). Thread-safe. */
final class ClientCredentialsGrant implements Grant {
  static final String TYPE = "client_credentials";

  private final Audiences audiences;
  private final AccessTokens tokens;

  ClientCredentialsGrant(Audiences audiences, AccessTokens tokens) {
    this.audiences = audiences;
    this.tokens = tokens;
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public TokenDecision decide(Client client, TokenRequest request) {
    if (request.scope() != null) {
      return TokenDecision.Refused.of(client, OAuthError.invalidScope());
    }
    return switch (audiences.choose(client, request.resources())) {
      case Audiences.Choice.Refused(var why) -> TokenDecision.Refused.of(client, why);
      case Audiences.Choice.Chosen(var servers) ->
          new TokenDecision.Issued(
              client,
              tokens.issue(client, servers, request.certificate()),
              audiences.admitted(client, servers));
    };
  }
}
