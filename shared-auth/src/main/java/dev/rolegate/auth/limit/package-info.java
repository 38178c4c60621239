/**
 * How often something may happen: limits as values, and token buckets for them in the memory of one
 * process, bounded whatever is counted. It knows no HTTP and does not say what is counted.
 */
@NullMarked
package dev.rolegate.auth.limit;

import org.jspecify.annotations.NullMarked;
