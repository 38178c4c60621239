package dev.rolegate.auth;

/**
 * What a signed token of the house is good for, told by its {@code typ} (RFC 8725 §3.11) and by
 * nothing else: none is ever taken for the other.
 */
enum TokenKind {
  /** RFC 9068 §2.1. */
  ACCESS,
  /** What an approver is given who signed in. */
  APPROVER;

  // Compared as written: media types ignore case, but no issuer we know writes any other.
  boolean isNamed(String typ) {
    return switch (this) {
      case ACCESS -> typ.equals("at+jwt") || typ.equals("application/at+jwt");
      case APPROVER -> typ.equals("approver+jwt");
    };
  }

  /** What is wrong with a token of any other type. */
  TokenDefect otherwise() {
    return switch (this) {
      case ACCESS -> TokenDefect.TYPE;
      case APPROVER -> TokenDefect.APPROVER_TYPE;
    };
  }
}
