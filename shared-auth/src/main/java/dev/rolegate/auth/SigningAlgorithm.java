package dev.rolegate.auth;

/** The JWS algorithms that an issuer may be configured with (RFC 7518 §3.1). */
public enum SigningAlgorithm {
  /** RSASSA-PKCS1-v1_5 with SHA-256; servers need only the public key. */
  RS256,
  /** HMAC with SHA-256; whoever can verify could also issue. */
  HS256,
  /** ECDSA on P-256 with SHA-256; servers need only the public key, and signing costs little. */
  ES256;

  /** Whether issuer and servers hold one secret, so that there is nothing to publish. */
  public boolean isShared() {
    return this == HS256;
  }
}
