package dev.rolegate.auth;

import java.time.InstantSource;

/** Verifies access tokens for one audience (RFC 9068 §4). Thread-safe. */
public final class TokenVerifier {
  public TokenVerifier(TrustedIssuer issuer, String audience, InstantSource clock) {}

  /** Verifies the compact serialisation. Never throws for any input. */
  public Verification verify(String token) {
    return new Verification.Refused(TokenDefect.MALFORMED);
  }
}
