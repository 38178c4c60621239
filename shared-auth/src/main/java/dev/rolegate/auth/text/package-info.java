/**
 * Makes text that others wrote fit for one line of a log, an audit or a message. It knows nothing
 * about where that line goes.
 */
@NullMarked
package dev.rolegate.auth.text;

import org.jspecify.annotations.NullMarked;
