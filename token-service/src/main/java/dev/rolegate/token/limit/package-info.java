/**
 * How often clients may ask, fail and be given tokens; counted in memory, or in the database where
 * several token services share one. It authenticates nobody and writes no answer.
 */
@NullMarked
package dev.rolegate.token.limit;

import org.jspecify.annotations.NullMarked;
