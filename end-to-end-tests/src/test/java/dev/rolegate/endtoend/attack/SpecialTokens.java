package dev.rolegate.endtoend.attack;

import static dev.rolegate.endtoend.attack.Encoded.base64url;
import static dev.rolegate.endtoend.attack.Encoded.utf8;

import dev.rolegate.auth.TestTokens;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.spec.MGF1ParameterSpec;
import java.util.Arrays;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import javax.crypto.spec.SecretKeySpec;

/** Tokens that are no plain JWS: their building is the attack. */
final class SpecialTokens {
  private static final int TAG_BYTES = 16;

  private SpecialTokens() {}

  /**
   * A JWE (RFC 7516) around an unsigned JWT, encrypted to the key that the JWKS publishes: a
   * library that decrypts whatever it gets would take the inside for authenticated (CVE-2026-29000
   * and its kind).
   */
  static String encryptedUnsigned(TestTokens tokens, String claims) {
    try {
      var inner =
          base64url(utf8("{\"alg\":\"none\",\"typ\":\"at+jwt\"}"))
              + "."
              + base64url(utf8(claims))
              + ".";
      var header =
          base64url(
              utf8(
                  "{\"alg\":\"RSA-OAEP-256\",\"enc\":\"A256GCM\",\"cty\":\"JWT\",\"typ\":\"at+jwt\","
                      + "\"kid\":\""
                      + tokens.kid()
                      + "\"}"));
      var random = new SecureRandom();
      var key = new byte[32];
      var iv = new byte[12];
      random.nextBytes(key);
      random.nextBytes(iv);
      var wrap = Cipher.getInstance("RSA/ECB/OAEPWithSHA-256AndMGF1Padding");
      wrap.init(
          Cipher.ENCRYPT_MODE,
          tokens.publicKey(),
          new OAEPParameterSpec(
              "SHA-256", "MGF1", MGF1ParameterSpec.SHA256, PSource.PSpecified.DEFAULT));
      var gcm = Cipher.getInstance("AES/GCM/NoPadding");
      gcm.init(
          Cipher.ENCRYPT_MODE,
          new SecretKeySpec(key, "AES"),
          new GCMParameterSpec(TAG_BYTES * 8, iv));
      gcm.updateAAD(utf8(header));
      var sealed = gcm.doFinal(utf8(inner));
      var tagAt = sealed.length - TAG_BYTES;
      return String.join(
          ".",
          header,
          base64url(wrap.doFinal(key)),
          base64url(iv),
          base64url(Arrays.copyOf(sealed, tagAt)),
          base64url(Arrays.copyOfRange(sealed, tagAt, sealed.length)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A properly signed JWS whose payload is deflated, as {@code zip} would say in a JWE. */
  static String deflated(TestTokens tokens, String claims) {
    var header =
        "{\"alg\":\"%s\",\"typ\":\"at+jwt\",\"kid\":\"%s\",\"zip\":\"DEF\"}"
            .formatted(tokens.algorithm(), tokens.kid());
    var out = new ByteArrayOutputStream();
    try (var deflate =
        new DeflaterOutputStream(out, new Deflater(Deflater.DEFAULT_COMPRESSION, true))) {
      deflate.write(utf8(claims));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return tokens.sign(utf8(header), out.toByteArray());
  }
}
