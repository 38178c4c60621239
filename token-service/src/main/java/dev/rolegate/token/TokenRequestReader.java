package dev.rolegate.token;

import dev.rolegate.auth.CertificateThumbprint;
import dev.rolegate.auth.config.Secret;
import dev.rolegate.auth.http.ClientCertificate;
import dev.rolegate.token.RequestBody.Parameters;
import dev.rolegate.token.revocation.IssueTimes;
import io.javalin.http.Context;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads an HTTP request into a {@link TokenRequest}. Thread-safe. */
final class TokenRequestReader {
  private TokenRequestReader() {}

  /** What came of reading. */
  sealed interface Reading {
    record Read(TokenRequest request) implements Reading {}

    /** Refused before anybody was authenticated; the client id is what the request claims. */
    record Refused(OAuthError why, @Nullable String clientId) implements Reading {}
  }

  static Reading read(Context ctx, IssueTimes times) throws IOException {
    return switch (ClientRequest.read(ctx)) {
      case ClientRequest.Reading.Refused(var why, var clientId) ->
          new Reading.Refused(why, clientId);
      case ClientRequest.Reading.Read(var request) -> read(request, times, certificate(ctx));
    };
  }

  private static Reading read(
      ClientRequest request, IssueTimes times, @Nullable CertificateThumbprint certificate) {
    var credentials = request.credentials();
    var parameters = request.parameters();
    var grantType = parameters.one("grant_type");
    var scope = parameters.one("scope");
    var resources = parameters.all(RequestBody.REPEATABLE);
    if (holdsControl(grantType)
        || holdsControl(scope)
        || resources.stream().anyMatch(TokenRequestReader::holdsControl)) {
      return new Reading.Refused(
          OAuthError.invalidRequest(
              "control_character", "A parameter holds a control character; correct it."),
          credentials.clientId());
    }
    if (grantType == null && !request.json()) {
      return new Reading.Refused(
          OAuthError.invalidRequest(
              "no_grant_type", "The grant_type is missing; send grant_type=client_credentials."),
          credentials.clientId());
    }
    return new Reading.Read(
        new TokenRequest(
            grantType == null ? ClientCredentialsGrant.TYPE : grantType,
            credentials,
            scope,
            resources,
            times,
            certificate,
            secret(parameters.one("refresh_token")),
            exchange(parameters)));
  }

  private static TokenRequest.Exchange exchange(Parameters parameters) {
    return new TokenRequest.Exchange(
        secret(parameters.one("subject_token")),
        parameters.one("subject_token_type"),
        parameters.one("requested_token_type"),
        parameters.one("actor_token") != null || parameters.one("actor_token_type") != null,
        parameters.one("audience") != null);
  }

  private static @Nullable Secret secret(@Nullable String text) {
    return text == null ? null : Secret.of(text);
  }

  private static @Nullable CertificateThumbprint certificate(Context ctx) {
    var shown = ClientCertificate.of(ctx);
    return shown == null ? null : CertificateThumbprint.of(shown);
  }

  private static boolean holdsControl(@Nullable String text) {
    return text != null
        && text.codePoints()
            .anyMatch(
                c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE);
  }
}
