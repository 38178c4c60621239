package dev.rolegate.token.assertion;

import com.auth0.jwt.algorithms.Algorithm;
import dev.rolegate.auth.ClientAssertion;
import dev.rolegate.token.client.Client;
import dev.rolegate.token.client.Client.ClientKey;
import dev.rolegate.token.client.Clients;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether an assertion is of the client that it names. Whatever fails, one signature is
 * verified: an unknown client or key takes as long as a wrong signature. Thread-safe.
 */
public final class AssertionAuthentication {
  /** The algorithms that a client may sign with; its key decides which of them it is. */
  public static final List<String> ALGORITHMS = List.of("RS256", "ES256");

  private final Clients clients;
  private final AssertionClaims claims;
  private final AssertionIds ids;
  private final InstantSource clock;

  public AssertionAuthentication(
      Clients clients, String issuer, AssertionIds ids, InstantSource clock) {
    this.clients = clients;
    this.claims = new AssertionClaims(issuer);
    this.ids = ids;
    this.clock = clock;
  }

  /** What came of it. */
  public sealed interface Outcome {
    record Authenticated(Client client) implements Outcome {}

    /**
     * Not the client.
     *
     * @param reason a short stable code for the audit; the client is told none of it
     */
    record Failed(String reason) implements Outcome {}
  }

  public Outcome authenticate(String clientId, ClientAssertion assertion) {
    var client = clients.find(clientId);
    var key = client == null ? null : key(client, assertion);
    var other = NobodysKeys.jwk(assertion.algorithm());
    var own = AssertionKey.read(key == null ? other : key.jwk());
    var fit = own != null && own.getName().equals(assertion.algorithm()) ? own : null;
    var verified = assertion.isSignedBy(fit == null ? nobodys(other) : fit);
    if (client == null) {
      return new Outcome.Failed("unknown_client");
    }
    if (key == null) {
      return new Outcome.Failed("unknown_client_key");
    }
    if (fit == null || !verified) {
      return new Outcome.Failed("assertion_sig_invalid");
    }
    var refusal = refusal(client, assertion);
    return refusal == null ? new Outcome.Authenticated(client) : new Outcome.Failed(refusal);
  }

  private @Nullable String refusal(Client client, ClientAssertion assertion) {
    var now = clock.instant();
    if (!client.enabled()) {
      return "client_disabled";
    }
    if (client.hasEnded(now)) {
      return "client_ended";
    }
    if (!client.authMethods().contains(Client.PRIVATE_KEY_JWT)) {
      return "auth_method_not_registered";
    }
    var said = assertion.claims();
    var defect = claims.defect(said, client.clientId(), now);
    if (defect != null) {
      return defect;
    }
    // Last, so that only what would be taken is remembered.
    var end = AssertionClaims.end(said);
    return ids.take(client.clientId(), AssertionClaims.id(said), end, now)
        ? null
        : "assertion_replayed";
  }

  private static @Nullable ClientKey key(Client client, ClientAssertion assertion) {
    for (var key : client.keys()) {
      if (key.kid().equals(assertion.keyId())) {
        return key;
      }
    }
    return null;
  }

  private static Algorithm nobodys(String jwk) {
    var algorithm = AssertionKey.read(jwk);
    if (algorithm == null) {
      throw new IllegalStateException("nobody's keys are fit ones");
    }
    return algorithm;
  }
}
