/**
 * Sends the audit's checkpoints to another machine, where whoever breaks in here cannot change
 * them. It signs and judges nothing: a checkpoint goes out as the line that it is.
 */
@NullMarked
package dev.rolegate.auth.anchor;

import org.jspecify.annotations.NullMarked;
