/**
 * What the questions of every domain share: text that is found whatever its case, names and ids
 * that are guessed when misspelt, and an order. It knows no domain and no table.
 */
@NullMarked
package dev.rolegate.mcp.query;

import org.jspecify.annotations.NullMarked;
