/**
 * The {@code rolegate} command: what operators ask of a running token service, and change. It owns
 * words, tables and exit codes, and decides nothing: it asks over HTTP, like anybody who holds the
 * management token.
 */
@NullMarked
package dev.rolegate.cli;

import org.jspecify.annotations.NullMarked;
