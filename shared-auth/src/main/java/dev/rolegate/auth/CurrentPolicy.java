package dev.rolegate.auth;

/**
 * The access policy that is in force now. Whoever decides asks once for each request, and decides
 * all of it by that one object. Implementations are thread-safe and answer without lock or I/O.
 */
@FunctionalInterface
public interface CurrentPolicy {
  AccessPolicy get();

  /** A policy that never changes. */
  static CurrentPolicy always(AccessPolicy policy) {
    return () -> policy;
  }
}
