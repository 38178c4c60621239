package dev.rolegate.token;

import com.auth0.jwt.algorithms.Algorithm;
import dev.rolegate.auth.config.Secret;
import dev.rolegate.auth.config.StartRefused;
import dev.rolegate.token.SigningKey.PublicJwk;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Pattern;

/** Reads and makes the private RSA key of RS256: PKCS#8 in PEM (RFC 7468 §10). */
final class RsaSigningKey {
  private static final int BITS = 2048;
  private static final int MOST_BITS = 8192; // what verifiers can be asked to compute
  private static final Pattern PEM =
      Pattern.compile(
          "\\s*-----BEGIN ([A-Z ]{1,40})-----\\s+([A-Za-z0-9+/=\\s]+)-----END \\1-----\\s*");
  private static final String REMEDY =
      "; make one with: openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048";

  private RsaSigningKey() {}

  /** A fresh key as PEM. */
  static byte[] make() {
    try {
      var generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(BITS);
      var der = generator.generateKeyPair().getPrivate().getEncoded();
      var base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
      return ("-----BEGIN PRIVATE KEY-----\n" + base64 + "\n-----END PRIVATE KEY-----\n")
          .getBytes(StandardCharsets.US_ASCII);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has RSA", e);
    }
  }

  /**
   * Reads a key.
   *
   * @param source the setting or file, for the refusal
   * @throws StartRefused when it is no private RSA key, or one that is too weak or broken
   */
  static SigningKey read(Secret pem, String source) {
    var privateKey = privateKey(pem, source);
    var bits = privateKey.getModulus().bitLength();
    if (bits < BITS || bits > MOST_BITS) {
      throw refused(source, "is an RSA key of " + bits + " bits; use 2048 to 8192" + REMEDY);
    }
    if (privateKey.getPublicExponent().compareTo(BigInteger.valueOf(65537)) < 0
        || !privateKey.getPublicExponent().testBit(0)) {
      throw refused(source, "has a public exponent that is even or below 65537" + REMEDY);
    }
    var publicKey = publicHalf(privateKey);
    var algorithm = Algorithm.RSA256(publicKey, privateKey);
    if (!verifiesItself(algorithm)) {
      throw refused(source, "is broken: its halves do not belong together" + REMEDY);
    }
    var n = base64(publicKey.getModulus());
    var e = base64(publicKey.getPublicExponent());
    var keyId = KeyId.ofRsa(n, e);
    return new SigningKey(keyId, algorithm, new PublicJwk("RSA", "sig", "RS256", keyId, n, e));
  }

  private static RSAPrivateCrtKey privateKey(Secret pem, String source) {
    var matcher = PEM.matcher(pem.text());
    if (!matcher.matches()) {
      throw refused(source, "is not one PEM block with a private key" + REMEDY);
    }
    switch (matcher.group(1)) {
      case "PRIVATE KEY" -> {}
      case "PUBLIC KEY" ->
          throw refused(
              source, "is a public key; the token-service signs, so give the private one");
      case "RSA PRIVATE KEY" ->
          throw refused(
              source, "is in the PKCS#1 form; convert it with: openssl pkcs8 -topk8 -nocrypt");
      case "ENCRYPTED PRIVATE KEY" ->
          throw refused(source, "is encrypted; decrypt it with: openssl pkcs8");
      default -> throw refused(source, "holds something else than a private key" + REMEDY);
    }
    try {
      var der = Base64.getMimeDecoder().decode(matcher.group(2));
      if (KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(der))
          instanceof RSAPrivateCrtKey key) {
        return key;
      }
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      // The cause may quote the key; the sentence below says enough.
    }
    throw refused(source, "is not a complete private RSA key" + REMEDY);
  }

  private static RSAPublicKey publicHalf(RSAPrivateCrtKey key) {
    try {
      return (RSAPublicKey)
          KeyFactory.getInstance("RSA")
              .generatePublic(new RSAPublicKeySpec(key.getModulus(), key.getPublicExponent()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has RSA", e);
    }
  }

  private static boolean verifiesItself(Algorithm algorithm) {
    try {
      var probe = com.auth0.jwt.JWT.create().sign(algorithm);
      algorithm.verify(com.auth0.jwt.JWT.decode(probe));
      return true;
    } catch (com.auth0.jwt.exceptions.JWTCreationException
        | com.auth0.jwt.exceptions.JWTVerificationException e) {
      return false;
    }
  }

  /** RFC 7518 §2: as many bytes as the number needs, without a sign byte. */
  private static String base64(BigInteger number) {
    var bytes = number.toByteArray();
    var unsigned = bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
    return Base64.getUrlEncoder().withoutPadding().encodeToString(unsigned);
  }

  private static StartRefused refused(String source, String why) {
    return new StartRefused(source + ": " + why);
  }
}
