package dev.rolegate.auth;

import java.time.Duration;

/**
 * An issuer whose tokens are accepted, with its one algorithm and its keys.
 *
 * @param issuer compared byte for byte with {@code iss}
 * @param maxLifetime the longest {@code exp - iat} accepted
 */
public record TrustedIssuer(
    String issuer, SigningAlgorithm algorithm, VerificationKeys keys, Duration maxLifetime) {}
