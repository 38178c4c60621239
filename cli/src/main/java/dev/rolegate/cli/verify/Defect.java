package dev.rolegate.cli.verify;

import java.util.Arrays;
import java.util.List;

/**
 * A credential with something wrong.
 *
 * @param headers those that carry it
 * @param query behind the path; empty: none
 * @param form the body in the place of a message; empty: the message
 * @param secret what must not come back
 * @param accepted what the contract lets a server answer
 */
record Defect(
    String name,
    List<String> headers,
    String query,
    String form,
    String secret,
    List<String> accepted) {
  static final String INVALID = "401 invalid_token";
  static final String ABSENT = "401";
  static final String AMBIGUOUS = "400 invalid_request";

  Defect {
    headers = List.copyOf(headers);
    accepted = List.copyOf(accepted);
  }

  /** A token that is no good: 401 that says so. */
  static Defect token(String name, String token) {
    return new Defect(name, List.of(Ask.bearer(token)), "", "", tail(token), List.of(INVALID));
  }

  /** Headers that present nothing, or too much. */
  static Defect headers(String name, String accepted, String... headers) {
    return new Defect(name, Arrays.asList(headers), "", "", "", List.of(accepted));
  }

  Defect or(String other) {
    var all = new java.util.ArrayList<>(accepted);
    all.add(other);
    return new Defect(name, headers, query, form, secret, all);
  }

  private static String tail(String token) {
    var tail = token.substring(token.lastIndexOf('.') + 1);
    return tail.length() > 20 ? tail : token.length() > 40 ? token : "";
  }
}
