/**
 * API keys: their form, the file that lists them, and which of them are in force now. It makes a
 * {@link dev.rolegate.auth.Caller} of a key that it knows; what that caller may do is the policy's
 * to say, and it speaks no HTTP.
 */
@NullMarked
package dev.rolegate.auth.apikey;

import org.jspecify.annotations.NullMarked;
