package dev.rolegate.token;

import dev.rolegate.auth.ActClaim;
import dev.rolegate.auth.Caller;
import dev.rolegate.auth.RevokedTokens;
import dev.rolegate.auth.SigningAlgorithm;
import dev.rolegate.auth.TokenDefect;
import dev.rolegate.auth.TokenVerifier;
import dev.rolegate.auth.TrustedIssuer;
import dev.rolegate.auth.Verification;
import dev.rolegate.auth.config.Secret;
import dev.rolegate.database.Database;
import dev.rolegate.token.Resources.Server;
import dev.rolegate.token.key.SigningKeys;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Verifies access tokens of this service's own as each of the servers would, so that nothing is
 * exchanged here that is not good there. Thread-safe.
 */
final class SubjectTokens {
  /** TOKEN_TTL may have been longer when the token was issued. */
  private static final Duration LONGEST = Duration.ofHours(24);

  private final Map<Server, TokenVerifier> verifiers = new LinkedHashMap<>();
  private final Database database;
  private final TokenRevocations revocations;

  SubjectTokens(
      String issuer,
      SigningAlgorithm algorithm,
      SigningKeys keys,
      Resources resources,
      Database database,
      TokenRevocations revocations,
      InstantSource clock) {
    var trusted = new TrustedIssuer(issuer, algorithm, new OwnKeys(keys), LONGEST);
    for (var server : resources.servers()) {
      verifiers.put(
          server, // What was taken back is looked up below, in the database.
          new TokenVerifier(
              trusted, server.uri(), RevokedTokens.none(), clock, ActClaim.UNDERSTOOD));
    }
    this.database = database;
    this.revocations = revocations;
  }

  /** What came of reading a token. */
  sealed interface Reading {
    /**
     * It is good.
     *
     * @param audience URIs of the servers that it is meant for; one or more
     */
    record Read(Caller subject, List<String> audience) implements Reading {
      public Read {
        audience = List.copyOf(audience);
      }
    }

    /**
     * It is not.
     *
     * @param reason a short stable code for the audit
     */
    record Refused(String reason) implements Reading {}
  }

  Reading read(Secret token) {
    var text = token.text();
    Caller subject = null;
    var audience = new ArrayList<String>();
    for (var entry : verifiers.entrySet()) {
      switch (entry.getValue().verify(text)) {
        case Verification.Verified(var caller) -> {
          subject = caller;
          audience.add(entry.getKey().uri());
        }
        case Verification.Refused(var defect) -> {
          if (defect != TokenDefect.AUDIENCE) {
            return new Reading.Refused("subject_token_" + defect.code());
          }
        }
        case Verification.Undecided _ -> {
          return new Reading.Refused("subject_token_undecided");
        }
      }
    }
    if (subject == null) {
      return new Reading.Refused("subject_token_" + TokenDefect.AUDIENCE.code());
    }
    var issuance =
        new TokenRevocations.Issuance(
            subject.clientId(),
            subject.subject(),
            subject.issuedAt(),
            subject.tokenId(),
            subject.keyId());
    return database.read(handle -> revocations.isRevoked(handle, issuance))
        ? new Reading.Refused("subject_token_revoked")
        : new Reading.Read(subject, audience);
  }
}
