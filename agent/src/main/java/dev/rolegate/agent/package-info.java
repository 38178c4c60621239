/**
 * The caller's side: gets tokens, joins the servers that the role permits, and offers their tools
 * as one set. Decides nothing about permissions; the servers do.
 */
@NullMarked
package dev.rolegate.agent;

import org.jspecify.annotations.NullMarked;
