package dev.rolegate.token;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolegate.auth.IssuedTokenReader;
import dev.rolegate.token.client.Client;
import dev.rolegate.token.revocation.IssuedToken;
import dev.rolegate.token.revocation.Revocation;
import dev.rolegate.token.revocation.Revocations;
import java.time.InstantSource;
import java.util.List;

/** The access tokens that this service issued, as they come back to it. Thread-safe. */
final class IssuedAccessTokens implements RevocableTokens {
  private final IssuedTokenReader reader;
  private final Revocations revocations;
  private final InstantSource clock;

  IssuedAccessTokens(IssuedTokenReader reader, Revocations revocations, InstantSource clock) {
    this.reader = reader;
    this.revocations = revocations;
    this.clock = clock;
  }

  /** What a token is worth now. */
  sealed interface State {
    /** Not one of ours. */
    record Foreign(String reason) implements State {}

    /** Ours, but it has ended or was revoked. */
    record Dead(IssuedToken token, String reason) implements State {}

    record Alive(IssuedToken token, ObjectNode claims) implements State {}
  }

  State stateOf(String text) {
    return switch (reader.read(text)) {
      case IssuedTokenReader.Reading.Foreign(var defect) -> new State.Foreign(defect.code());
      case IssuedTokenReader.Reading.Issued(var keyId, var claims) -> {
        var token = IssuedToken.of(keyId, claims);
        // Servers take it a little longer than it says.
        if (!clock.instant().isBefore(token.end().plus(Revocation.SKEW))) {
          yield new State.Dead(token, "expired");
        }
        yield revocations.isRevoked(token)
            ? new State.Dead(token, "revoked")
            : new State.Alive(token, claims);
      }
    };
  }

  /** Whether a token is a client's: issued to it, or derived for it to act with. */
  static boolean belongsTo(Client client, IssuedToken token) {
    return token.clients().contains(client.clientId());
  }

  @Override
  public Finding find(Client client, String text) {
    return switch (stateOf(text)) {
      case State.Foreign(var reason) -> new Finding.Unknown(reason);
      case State.Dead(var _, var reason) -> new Finding.Nothing(reason);
      case State.Alive(var token, var claims) -> {
        if (!belongsTo(client, token)) {
          yield new Finding.Nothing("token_of_another");
        }
        var jti = claims.path("jti").textValue();
        yield new Finding.Living(
            jti, () -> revocations.revokeTokens(List.of(new Revocation.OfToken(jti, token.end()))));
      }
    };
  }
}
