package dev.rolegate.token.refresh;

import java.time.Instant;

/**
 * An access token, known by what it is called.
 *
 * @param tokenId its {@code jti}
 */
public record IssuedToken(String tokenId, Instant expiresAt) {}
