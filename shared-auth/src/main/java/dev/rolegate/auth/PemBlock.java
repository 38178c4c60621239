package dev.rolegate.auth;

import java.util.Base64;
import java.util.regex.Pattern;

/** Takes the one block out of PEM text (RFC 7468). */
public final class PemBlock {
  private static final Pattern BEGIN = Pattern.compile("-----BEGIN ([A-Z0-9 ]{1,40})-----");
  private static final int LONGEST = 64 * 1024;

  private PemBlock() {}

  /**
   * The content of the only block of a text, which must have this label.
   *
   * @throws IllegalArgumentException whose message is the end of a sentence
   */
  public static byte[] content(String pem, String label) {
    if (pem.length() > LONGEST) {
      throw new IllegalArgumentException("is longer than 64 KiB; is it the right file?");
    }
    var begin = BEGIN.matcher(pem);
    if (!begin.find()) {
      throw new IllegalArgumentException(
          "is no PEM text: no line says -----BEGIN " + label + "-----");
    }
    var actual = begin.group(1);
    var bodyStart = begin.end();
    if (begin.find()) {
      throw new IllegalArgumentException("holds more than one PEM block; leave only the key in it");
    }
    if (!actual.equals(label)) {
      throw new IllegalArgumentException(instead(actual, label));
    }
    var end = pem.indexOf("-----END " + label + "-----", bodyStart);
    if (end < 0) {
      throw new IllegalArgumentException(
          "is cut off: no line says -----END " + label + "-----; copy the whole file");
    }
    try {
      return Base64.getDecoder()
          .decode(pem.substring(bodyStart, end).replaceAll("[ \\t\\r\\n]", ""));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("holds text that is not base64; copy the whole file");
    }
  }

  private static String instead(String actual, String wanted) {
    return switch (actual) {
      case "RSA PRIVATE KEY" ->
          "is a private key in PKCS#1 form; convert it: openssl pkcs8 -topk8 -nocrypt -in OLD.pem"
              + " -out NEW.pem";
      case "RSA PUBLIC KEY" ->
          "is a public key in PKCS#1 form; convert it: openssl rsa -RSAPublicKey_in -in OLD.pem"
              + " -pubout -out NEW.pem";
      case "ENCRYPTED PRIVATE KEY" ->
          "is an encrypted private key; nobody is there to type its password: openssl pkey -in"
              + " OLD.pem -out NEW.pem, and chmod 600 NEW.pem";
      case "CERTIFICATE" ->
          "is a certificate; take its public key: openssl x509 -in CERT.pem -noout -pubkey";
      case "PUBLIC KEY" ->
          "is a public key; the token service signs, so it needs the private one (-----BEGIN "
              + wanted
              + "-----)";
      case "EC PRIVATE KEY", "EC PARAMETERS" ->
          "is a private key in SEC 1 form; convert it: openssl pkcs8 -topk8 -nocrypt -in OLD.pem"
              + " -out NEW.pem";
      case "OPENSSH PRIVATE KEY" ->
          "is a private key in OpenSSH form; make a pair in PEM form: scripts/keys";
      default -> "holds another kind of PEM block; it must be -----BEGIN " + wanted + "-----";
    };
  }
}
