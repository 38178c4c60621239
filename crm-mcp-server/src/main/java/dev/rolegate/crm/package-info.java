@NullMarked
package dev.rolegate.crm;

import org.jspecify.annotations.NullMarked;
