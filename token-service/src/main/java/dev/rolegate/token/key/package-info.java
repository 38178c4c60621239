/** The keys that sign tokens. It signs nothing itself and knows no token. */
@NullMarked
package dev.rolegate.token.key;

import org.jspecify.annotations.NullMarked;
