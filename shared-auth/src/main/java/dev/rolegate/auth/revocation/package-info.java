/**
 * Tokens that were taken back before their time: follows the token service's feed of revocations,
 * keeps them in memory and on disk, and tells whether a verified caller is among them. It revokes
 * nothing and answers no request.
 */
@NullMarked
package dev.rolegate.auth.revocation;

import org.jspecify.annotations.NullMarked;
