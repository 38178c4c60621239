package dev.rolegate.token.revocation;

import java.util.List;

/**
 * An answer to a follower.
 *
 * @param logId of which log the numbers are
 * @param seq everything that matters up to it is here, or was before
 * @param more whether there is more beyond it
 */
record RevocationBatch(String logId, List<LoggedRevocation> revocations, long seq, boolean more) {
  RevocationBatch {
    revocations = List.copyOf(revocations);
  }
}
