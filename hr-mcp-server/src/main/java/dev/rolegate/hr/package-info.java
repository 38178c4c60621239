@NullMarked
package dev.rolegate.hr;

import org.jspecify.annotations.NullMarked;
