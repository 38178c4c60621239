/** A language model over the agent's tools, and a person before whatever it wants to change. */
@NullMarked
package dev.rolegate.agent.chat;

import org.jspecify.annotations.NullMarked;
