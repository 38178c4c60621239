package dev.rolegate.endtoend.attack;

import static dev.rolegate.endtoend.attack.Encoded.utf8;

import dev.rolegate.auth.KeyIds;
import dev.rolegate.auth.PemKeys;
import dev.rolegate.auth.SigningAlgorithm;
import dev.rolegate.auth.TestTokens;
import java.security.interfaces.RSAPublicKey;
import java.util.Base64;
import java.util.HexFormat;

/** How a case's signature is made. */
record Signatures(TestTokens tokens, Variables variables, FixtureSignature ofFixture) {
  /** What {@code RSA:FIXTURE} means: the fixture has published the key for it. */
  @FunctionalInterface
  interface FixtureSignature {
    byte[] over(String signed);
  }

  byte[] make(String how, String signed) {
    var colon = how.indexOf(':');
    var kind = colon < 0 ? how : how.substring(0, colon);
    var argument = how.substring(colon + 1);
    return switch (kind) {
      case "AS_KEY" -> tokens.signature(signed);
      case "EMPTY" -> new byte[0];
      case "ZERO" -> new byte[Integer.parseInt(argument)];
      case "HEX" -> HexFormat.of().parseHex(argument);
      case "HMAC_TEXT" -> TestTokens.hmac(utf8(variables.in(argument)), signed);
      case "HMAC_PUBKEY" -> TestTokens.hmac(publicKey(argument), signed);
      case "COPY_VALID_SIG" -> {
        var valid = tokens.mint();
        yield Base64.getUrlDecoder().decode(valid.substring(valid.lastIndexOf('.') + 1));
      }
      case "RSA" ->
          switch (argument) {
            case "ATTACKER" -> TestTokens.rsa(Keys.ATTACKER, signed);
            case "RETIRED" -> TestTokens.rsa(Keys.RETIRED, signed);
            case "FIXTURE" -> ofFixture.over(signed);
            default -> throw new AssertionError("no key " + argument);
          };
      default -> throw new AssertionError("no signature " + how);
    };
  }

  private byte[] publicKey(String form) {
    var key =
        tokens.algorithm() == SigningAlgorithm.ES256
            ? tokens.ecPair().getPublic()
            : tokens.publicKey();
    return switch (form) {
      case "pem_lf" -> utf8(PemKeys.write(key));
      case "pem_crlf" -> utf8(PemKeys.write(key).replace("\n", "\r\n"));
      case "pem_lead_space" -> utf8(" " + PemKeys.write(key));
      case "n_b64" ->
          utf8(
              key instanceof RSAPublicKey rsa
                  ? KeyIds.base64url(rsa.getModulus())
                  : tokens.jwk().get("x").asText());
      case "der_spki" -> key.getEncoded();
      default -> throw new AssertionError("no form " + form);
    };
  }
}
