/**
 * The keys that sign tokens: one that is given, or several that the database keeps encrypted and
 * that follow one another, and what operators may do to them. It signs no token and knows none.
 */
@NullMarked
package dev.rolegate.token.key;

import org.jspecify.annotations.NullMarked;
