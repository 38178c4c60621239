package dev.rolegate.endtoend.attack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolegate.auth.KeyIds;
import dev.rolegate.auth.PemKeys;
import dev.rolegate.auth.TestTokens;
import dev.rolegate.endtoend.Json;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/**
 * The defects of {@code evil_jwks} that are about single keys, each with the signature that would
 * pass if the key were taken.
 */
enum BadKeys {
  ALG_PS256 {
    @Override
    List<JsonNode> published() {
      return List.of(jwk(Keys.ATTACKER).put("alg", "PS256"));
    }

    @Override
    String kid() {
      return KeyIds.of(PemKeys.publicOf(Keys.ATTACKER));
    }

    @Override
    byte[] sign(String signed) {
      return TestTokens.rsa(Keys.ATTACKER, signed);
    }
  },
  E_1 {
    @Override
    List<JsonNode> published() {
      return List.of(TestTokens.jwk(new ExponentOne()));
    }

    @Override
    String kid() {
      return KeyIds.of(new ExponentOne());
    }

    // What is raised to the power of one is the padded digest itself (RFC 8017 §9.2).
    @Override
    byte[] sign(String signed) {
      var prefix = HexFormat.of().parseHex("3031300d060960864801650304020105000420");
      var block = new byte[(Keys.ATTACKER.getModulus().bitLength() + 7) / 8];
      Arrays.fill(block, (byte) 0xff);
      block[0] = 0;
      block[1] = 1;
      var at = block.length - prefix.length - 32;
      block[at - 1] = 0;
      System.arraycopy(prefix, 0, block, at, prefix.length);
      System.arraycopy(sha256(signed), 0, block, at + prefix.length, 32);
      return block;
    }
  },
  DUP_KID {
    @Override
    List<JsonNode> published() {
      return List.of(jwk(Keys.RETIRED), jwk(Keys.ATTACKER).put("kid", kid()));
    }

    @Override
    String kid() {
      return KeyIds.of(PemKeys.publicOf(Keys.RETIRED));
    }

    @Override
    byte[] sign(String signed) {
      return TestTokens.rsa(Keys.RETIRED, signed);
    }
  },
  N_LEADING_ZERO {
    @Override
    List<JsonNode> published() {
      var unsigned = KeyIds.base64url(THIRD.getModulus());
      var bytes = Base64.getUrlDecoder().decode(unsigned);
      var padded = new byte[bytes.length + 1];
      System.arraycopy(bytes, 0, padded, 1, bytes.length);
      return List.of(jwk(THIRD).put("n", Encoded.base64url(padded)));
    }

    @Override
    String kid() {
      return KeyIds.of(PemKeys.publicOf(THIRD));
    }

    @Override
    byte[] sign(String signed) {
      return TestTokens.rsa(THIRD, signed);
    }
  },
  EC_OFF_CURVE {
    @Override
    List<JsonNode> published() {
      var coordinate = Encoded.base64url(new byte[32]);
      return List.of(
          Json.object()
              .put("kty", "EC")
              .put("crv", "P-256")
              .put("use", "sig")
              .put("alg", "RS256")
              .put("kid", kid())
              .put("x", coordinate)
              .put("y", coordinate));
    }

    @Override
    String kid() {
      return "off-curve";
    }

    @Override
    byte[] sign(String signed) {
      return TestTokens.rsa(THIRD, signed);
    }
  };

  private static final RSAPrivateCrtKey THIRD = TestTokens.newKey(2048);

  /** The keys as they stand in the set. */
  abstract List<JsonNode> published();

  abstract String kid();

  abstract byte[] sign(String signed);

  /** One set with every bad key in the middle of good ones. */
  static String among(TestTokens good) {
    var keys = new ArrayList<JsonNode>();
    for (var bad : values()) {
      keys.addAll(bad.published());
    }
    keys.add(TestTokens.jwk(good.publicKey()));
    var set = Json.object();
    set.set("keys", Json.of(keys));
    return Json.text(set);
  }

  private static ObjectNode jwk(RSAPrivateCrtKey key) {
    return TestTokens.jwk(PemKeys.publicOf(key));
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(Encoded.utf8(text));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A public key that the JDK itself refuses to make. */
  @SuppressWarnings("serial")
  private static final class ExponentOne implements RSAPublicKey {
    @Override
    public BigInteger getPublicExponent() {
      return BigInteger.ONE;
    }

    @Override
    public BigInteger getModulus() {
      return Keys.ATTACKER.getModulus();
    }

    @Override
    public String getAlgorithm() {
      return "RSA";
    }

    @Override
    public String getFormat() {
      return "X.509";
    }

    @Override
    public byte[] getEncoded() {
      throw new UnsupportedOperationException();
    }
  }
}
