/**
 * Issues tokens: the client store, secrets, grants, signing keys, the JWKS. The only package with
 * code that signs. It does not decide what a role may do.
 */
@NullMarked
package dev.rolegate.token;

import org.jspecify.annotations.NullMarked;
