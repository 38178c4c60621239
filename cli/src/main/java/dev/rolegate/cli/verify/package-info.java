/**
 * Attacks a running deployment from outside and compares what it answers with what the access
 * policy says. It owns the attacks, the probe clients that it makes and removes, and the report. It
 * decides nothing: what is right is asked of the policy, never of a server.
 */
@NullMarked
package dev.rolegate.cli.verify;

import org.jspecify.annotations.NullMarked;
