package dev.rolegate.token.key;

/** Where revoked keys are told to everybody who might still have them. Thread-safe. */
@FunctionalInterface
public interface RevokedKeys {
  /** Durably, and for ever; a key that is there already is left as it is. */
  void add(String kid);
}
