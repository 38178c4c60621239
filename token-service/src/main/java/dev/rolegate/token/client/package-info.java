/**
 * The registered clients: who they are, what their tokens say, and their secrets as keyed hashes.
 * It decides about no request and writes no answer.
 */
@NullMarked
package dev.rolegate.token.client;

import org.jspecify.annotations.NullMarked;
