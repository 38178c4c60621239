/**
 * Brings an issuer into use: reads which one is trusted, gets its verification keys from a file or
 * over HTTP, and keeps them fresh and at hand while the issuer is away. It does not decide about
 * tokens.
 */
@NullMarked
package dev.rolegate.auth.issuer;

import org.jspecify.annotations.NullMarked;
