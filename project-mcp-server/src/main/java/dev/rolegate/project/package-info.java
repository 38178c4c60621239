@NullMarked
package dev.rolegate.project;

import org.jspecify.annotations.NullMarked;
