/**
 * A file of lines that shows what was done to it afterwards: every line is chained to the one
 * before, checkpoints sign the chain, and a verifier reads both offline. It knows no decisions;
 * what a line says is its writer's.
 */
@NullMarked
package dev.rolegate.auth.audit;

import org.jspecify.annotations.NullMarked;
