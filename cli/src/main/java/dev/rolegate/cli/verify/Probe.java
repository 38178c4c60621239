package dev.rolegate.cli.verify;

import org.jspecify.annotations.Nullable;

/**
 * A client that lives for one run.
 *
 * @param title what the report calls its role
 * @param role null: none
 */
record Probe(String id, String secret, String title, @Nullable String role) {
  @Override
  public String toString() {
    return "Probe[" + id + "]";
  }
}
