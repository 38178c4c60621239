/**
 * What was taken back before its time: the log of revocations, and the feed by which servers follow
 * it. It decides about no token request and refuses no token; servers do.
 */
@NullMarked
package dev.rolegate.token.revocation;

import org.jspecify.annotations.NullMarked;
