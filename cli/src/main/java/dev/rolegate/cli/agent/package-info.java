/**
 * The caller's commands: joins the servers, lists and calls their tools, hands tokens to other
 * clients. It owns what is typed and shown, and decides nothing; what goes over the wire is the
 * agent module's.
 */
@NullMarked
package dev.rolegate.cli.agent;

import org.jspecify.annotations.NullMarked;
