package dev.rolegate.auth;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The header of a token of the house (RFC 7515 §4) or of a client's assertion. It never chooses
 * anything.
 */
final class JoseHeader {
  /** What libraries write, and what draft-ietf-oauth-rfc7523bis asks for. */
  private static final Set<String> ASSERTION_TYPES = Set.of("JWT", "client-authentication+jwt");

  /** Parameters that bring their own key or change how the token is read. */
  private static final List<String> REFUSED =
      List.of("b64", "zip", "jwk", "jku", "x5u", "x5c", "x5t", "x5t#S256");

  private JoseHeader() {}

  /** What is wrong with the header, or null. */
  static @Nullable TokenDefect defect(ObjectNode header, TokenKind kind, String algorithm) {
    var defect = parameters(header, algorithm);
    if (defect != null) {
      return defect;
    }
    var typ = header.get("typ");
    return typ != null && typ.isTextual() && kind.isNamed(typ.textValue())
        ? key(header)
        : kind.otherwise();
  }

  /** What is wrong with the header of a client's assertion, or null; it may go without a type. */
  static @Nullable TokenDefect assertionDefect(ObjectNode header, String algorithm) {
    var defect = parameters(header, algorithm);
    if (defect != null) {
      return defect;
    }
    var typ = header.get("typ");
    if (typ != null && !(typ.isTextual() && ASSERTION_TYPES.contains(typ.textValue()))) {
      return TokenDefect.TYPE;
    }
    return key(header);
  }

  private static @Nullable TokenDefect parameters(ObjectNode header, String algorithm) {
    var alg = header.get("alg");
    if (alg == null) {
      return TokenDefect.MALFORMED;
    }
    if (!isText(alg, algorithm)) {
      return TokenDefect.ALGORITHM;
    }
    if (header.has("crit")) {
      return TokenDefect.CRITICAL_HEADER;
    }
    for (var name : REFUSED) {
      if (header.has(name)) {
        return TokenDefect.HEADER;
      }
    }
    return null;
  }

  private static @Nullable TokenDefect key(ObjectNode header) {
    var kid = header.get("kid");
    if (kid != null && !kid.isTextual()) {
      return TokenDefect.MALFORMED;
    }
    return kid != null && KeyIds.isKeyId(kid.textValue()) ? null : TokenDefect.KEY;
  }

  /** The {@code kid} of a header without defect. */
  static String kid(ObjectNode header) {
    return header.get("kid").textValue();
  }

  private static boolean isText(JsonNode node, String expected) {
    return node.isTextual() && node.textValue().equals(expected);
  }
}
