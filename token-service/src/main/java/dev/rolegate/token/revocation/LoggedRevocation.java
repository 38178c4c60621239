package dev.rolegate.token.revocation;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A row of the log.
 *
 * @param beforeSecond tokens issued before it are revoked; null: time does not matter
 * @param untilSecond after it none of them lives; null: it matters for ever
 */
record LoggedRevocation(
    long seq,
    String kind,
    String value,
    @Nullable Long beforeSecond,
    @Nullable Long untilSecond,
    Instant madeAt) {}
