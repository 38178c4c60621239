/**
 * Authenticates clients by what they sign themselves ({@code private_key_jwt}: RFC 7521, RFC 7523).
 * It issues nothing.
 */
@NullMarked
package dev.rolegate.token.assertion;

import org.jspecify.annotations.NullMarked;
