/**
 * The example server: what time it is somewhere, and the weather there. It shows what a server of
 * one's own needs, and owns nothing that another server could want.
 */
@NullMarked
package dev.rolegate.examples.weathertime;

import org.jspecify.annotations.NullMarked;
