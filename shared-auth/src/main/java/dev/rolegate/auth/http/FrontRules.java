package dev.rolegate.auth.http;

import java.util.Set;

/**
 * Which requests a front gate lets in.
 *
 * @param hosts values of {@code Host} that are answered, in lower case
 * @param anyHost answers every {@code Host}; only where each route asks for a credential
 * @param origins values of {@code Origin} that are answered, byte for byte
 * @param maxBody bytes
 */
record FrontRules(Set<String> hosts, boolean anyHost, Set<String> origins, long maxBody) {
  FrontRules {
    hosts = Set.copyOf(hosts);
    origins = Set.copyOf(origins);
  }
}
