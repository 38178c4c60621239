package dev.rolegate.token;

import dev.rolegate.auth.Caller;
import dev.rolegate.token.TokenDecision.Issued;
import dev.rolegate.token.TokenDecision.Refused;
import dev.rolegate.token.client.Client;
import dev.rolegate.token.client.Clients;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A service that was called trades the caller's token for one to go on with in its name (RFC 8693):
 * no longer, no further, and never a second time. Thread-safe.
 */
final class TokenExchangeGrant implements Grant {
  static final String TYPE = "urn:ietf:params:oauth:grant-type:token-exchange";
  static final String ACCESS_TOKEN = "urn:ietf:params:oauth:token-type:access_token";

  private final Clients clients;
  private final SubjectTokens subjects;
  private final Audiences audiences;
  private final AccessTokens tokens;
  private final InstantSource clock;

  TokenExchangeGrant(
      Clients clients,
      SubjectTokens subjects,
      Audiences audiences,
      AccessTokens tokens,
      InstantSource clock) {
    this.clients = clients;
    this.subjects = subjects;
    this.audiences = audiences;
    this.tokens = tokens;
    this.clock = clock;
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public Ruling decide(Client actor, TokenRequest request) {
    return new Ruling.Decided(decision(actor, request));
  }

  private TokenDecision decision(Client actor, TokenRequest request) {
    if (request.scope() != null) {
      return Refused.of(actor, OAuthError.invalidScope());
    }
    var exchange = request.exchange();
    var token = exchange.subjectToken();
    var misuse = misuse(exchange);
    if (misuse != null || token == null) {
      return Refused.of(actor, misuse == null ? noSubjectToken() : misuse);
    }
    return switch (subjects.read(token)) {
      case SubjectTokens.Reading.Refused(var reason) -> unacceptable(actor, reason);
      case SubjectTokens.Reading.Read(var subject, var audience) ->
          decision(actor, subject, audience, request);
    };
  }

  private TokenDecision decision(
      Client actor, Caller subject, List<String> audience, TokenRequest request) {
    if (subject.actor() != null) {
      return unacceptable(actor, "subject_token_delegated");
    }
    if (!actor.mayActFor().contains(subject.subject())) {
      return unacceptable(actor, "may_not_act_for_subject");
    }
    var now = clock.instant();
    var client = clients.find(subject.clientId());
    if (client == null || !client.isActive(now)) {
      return unacceptable(actor, "subject_client_not_active");
    }
    var roles = new ArrayList<@Nullable String>();
    roles.add(subject.jobRole());
    roles.add(actor.jobRole());
    var reach = new Reach(List.of(client, actor), roles, null).within(audience);
    return switch (audiences.choose(reach, request.resources())) {
      case Audiences.Choice.Refused(var why) -> Refused.of(actor, why);
      case Audiences.Choice.None _ ->
          Refused.of(
              actor,
              OAuthError.invalidTarget(
                  "no_common_audience",
                  "There is no server that the subject_token covers and both clients may use."));
      case Audiences.Choice.Chosen(var servers) -> {
        var end = client.end();
        var left = end == null ? Duration.ofDays(1) : Duration.between(now, end.at());
        var issued =
            tokens.issue(subject, actor, servers, left, request.times(), request.certificate());
        yield issued.lifetime().isPositive()
            ? new Issued(
                actor, issued, audiences.admitted(reach, servers), "exchanged", null, subject)
            : unacceptable(actor, "subject_token_expired");
      }
    };
  }

  private static @Nullable OAuthError misuse(TokenRequest.Exchange exchange) {
    if (exchange.actorToken()) {
      return OAuthError.invalidRequest(
          "actor_token",
          "Leave actor_token out: who acts is the client that authenticates itself.");
    }
    if (exchange.audience()) {
      return OAuthError.invalidTarget(
          "audience_parameter", "Leave audience out; name servers by their URI in resource.");
    }
    var requested = exchange.requestedTokenType();
    if (requested != null && !requested.equals(ACCESS_TOKEN)) {
      return OAuthError.invalidRequest(
          "requested_token_type",
          "Only access tokens are issued; leave requested_token_type out, or send "
              + ACCESS_TOKEN
              + ".");
    }
    return ACCESS_TOKEN.equals(exchange.subjectTokenType()) ? null : noSubjectToken();
  }

  private static OAuthError noSubjectToken() {
    return OAuthError.invalidRequest(
        "no_subject_token",
        "Send an access token as subject_token, and subject_token_type=" + ACCESS_TOKEN + ".");
  }

  /** One answer whatever it is (RFC 8693 §2.2.2): a client must not test tokens here. */
  private static Refused unacceptable(Client actor, String reason) {
    return Refused.of(
        actor,
        OAuthError.invalidRequest(
            reason,
            "The subject_token is not valid, is itself a delegated one, or is of somebody for whom"
                + " this client may not act."));
  }
}
