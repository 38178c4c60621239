/**
 * Decides who is calling and what they may do: verifies a credential into a {@link Caller}, reads
 * the access policy, decides, and keeps the audit trail. It does not speak HTTP, issue tokens, or
 * log a secret.
 */
@NullMarked
package dev.rolegate.auth;

import org.jspecify.annotations.NullMarked;
