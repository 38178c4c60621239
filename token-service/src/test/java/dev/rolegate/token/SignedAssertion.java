package dev.rolegate.token;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import dev.rolegate.auth.TestTokens;
import dev.rolegate.token.client.Client;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.UUID;

/** An assertion as a client signs it, without the library that verifies it; to be broken. */
final class SignedAssertion {
  private static final ObjectMapper JSON = new ObjectMapper();

  final ObjectNode header = JSON.createObjectNode();
  final ObjectNode claims = JSON.createObjectNode();
  private final KeyPair keys;

  private SignedAssertion(KeyPair keys) {
    this.keys = keys;
  }

  /** Made once in a process. */
  private static final class Pairs {
    static final KeyPair RSA = fresh("RS256");
    static final KeyPair EC = fresh("ES256");
  }

  /** The client's pair for an algorithm. */
  static KeyPair keys(String algorithm) {
    return algorithm.equals("RS256") ? Pairs.RSA : Pairs.EC;
  }

  /** A pair of somebody else. */
  static KeyPair fresh(String algorithm) {
    try {
      var generator = KeyPairGenerator.getInstance(algorithm.equals("RS256") ? "RSA" : "EC");
      if (algorithm.equals("RS256")) {
        generator.initialize(2048);
      } else {
        generator.initialize(new ECGenParameterSpec("secp256r1"));
      }
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What a client registers. */
  static Client.ClientKey jwk(String kid, KeyPair keys) {
    var jwk = JSON.createObjectNode().put("kid", kid);
    switch (keys.getPublic()) {
      case RSAPublicKey rsa ->
          jwk.put("kty", "RSA")
              .put("n", base64url(rsa.getModulus(), 256))
              .put("e", base64url(rsa.getPublicExponent(), 3));
      case ECPublicKey ec ->
          jwk.put("kty", "EC")
              .put("crv", "P-256")
              .put("x", base64url(ec.getW().getAffineX(), 32))
              .put("y", base64url(ec.getW().getAffineY(), 32));
      default -> throw new IllegalStateException();
    }
    return new Client.ClientKey(kid, jwk.toString());
  }

  /** One that is good for a minute at the time of {@link TestTokens#NOW}. */
  static SignedAssertion valid(String clientId, String kid, KeyPair keys) {
    var assertion = new SignedAssertion(keys);
    assertion
        .header
        .put("alg", keys.getPublic() instanceof RSAPublicKey ? "RS256" : "ES256")
        .put("kid", kid);
    var now = TestTokens.NOW.getEpochSecond();
    assertion
        .claims
        .put("iss", clientId)
        .put("sub", clientId)
        .put("aud", TestTokens.ISSUER)
        .put("iat", now)
        .put("exp", now + 60)
        .put("jti", UUID.randomUUID().toString());
    return assertion;
  }

  SignedAssertion claim(String name, String json) {
    claims.putRawValue(name, new RawValue(json));
    return this;
  }

  SignedAssertion without(String claim) {
    claims.remove(claim);
    return this;
  }

  SignedAssertion header(String name, String json) {
    header.putRawValue(name, new RawValue(json));
    return this;
  }

  String compact() {
    try {
      var signed =
          TestTokens.base64url(JSON.writeValueAsString(header).getBytes(UTF_8))
              + "."
              + TestTokens.base64url(JSON.writeValueAsString(claims).getBytes(UTF_8));
      var signature =
          Signature.getInstance(
              keys.getPublic() instanceof RSAPublicKey
                  ? "SHA256withRSA"
                  : "SHA256withECDSAinP1363Format");
      signature.initSign(keys.getPrivate());
      signature.update(signed.getBytes(UTF_8));
      return signed + "." + TestTokens.base64url(signature.sign());
    } catch (JsonProcessingException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** As parameters of a form. */
  String form() {
    return form(compact());
  }

  static String form(String compact) {
    return "&client_assertion_type="
        + GrantFixture.encoded(Credentials.JWT_BEARER)
        + "&client_assertion="
        + GrantFixture.encoded(compact);
  }

  private static String base64url(BigInteger number, int length) {
    var bytes = number.toByteArray();
    var fixed = new byte[length];
    var from = Math.max(0, bytes.length - length);
    System.arraycopy(bytes, from, fixed, length - (bytes.length - from), bytes.length - from);
    return TestTokens.base64url(Arrays.copyOf(fixed, length));
  }
}
