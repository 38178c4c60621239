/**
 * Keeps refresh tokens: families of them, hashed, each good for one use. It decides about no
 * request and issues no access token.
 */
@NullMarked
package dev.rolegate.token.refresh;

import org.jspecify.annotations.NullMarked;
