package dev.rolegate.endtoend.attack;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.RSAPrivateCrtKey;

/** The smallest X.509 certificate (RFC 5280 §4.1) that an attacker would make for himself. */
final class SelfSigned {
  private static final byte[] SHA256_WITH_RSA =
      sequence(
          bytes(0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x0b), bytes(0x05, 0));

  private SelfSigned() {}

  /** In DER. */
  static byte[] certificate(RSAPrivateCrtKey key, PublicKey publicKey) {
    var commonName = sequence(bytes(0x06, 0x03, 0x55, 0x04, 0x03), der(0x0c, ascii("attacker")));
    var name = sequence(der(0x31, commonName));
    var validity = sequence(der(0x17, ascii("260101000000Z")), der(0x17, ascii("360101000000Z")));
    var toBeSigned =
        sequence(
            der(0xa0, der(0x02, bytes(2))),
            der(0x02, BigInteger.ONE.toByteArray()),
            SHA256_WITH_RSA,
            name,
            validity,
            name,
            publicKey.getEncoded());
    return sequence(toBeSigned, SHA256_WITH_RSA, der(0x03, bytes(0), sign(key, toBeSigned)));
  }

  private static byte[] sign(RSAPrivateCrtKey key, byte[] content) {
    try {
      var signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(key);
      signature.update(content);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] sequence(byte[]... parts) {
    return der(0x30, parts);
  }

  private static byte[] der(int tag, byte[]... parts) {
    var content = new ByteArrayOutputStream();
    for (var part : parts) {
      content.writeBytes(part);
    }
    var out = new ByteArrayOutputStream();
    out.write(tag);
    var length = content.size();
    if (length > 0xff) {
      out.writeBytes(bytes(0x82, length >> 8, length & 0xff));
    } else if (length > 0x7f) {
      out.writeBytes(bytes(0x81, length));
    } else {
      out.write(length);
    }
    out.writeBytes(content.toByteArray());
    return out.toByteArray();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] bytes(int... values) {
    var bytes = new byte[values.length];
    for (var i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }
}
