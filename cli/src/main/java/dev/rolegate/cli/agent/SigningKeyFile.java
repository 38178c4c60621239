package dev.rolegate.cli.agent;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.rolegate.cli.GivenFile;
import dev.rolegate.cli.WrongUsage;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/** A client's own private key: PKCS#8 in PEM (RFC 7468 §10), RSA or P-256. */
final class SigningKeyFile {
  private static final int LARGEST = 64 * 1024;
  private static final Pattern PEM =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");

  private SigningKeyFile() {}

  static PrivateKey read(String file) {
    var text = new String(GivenFile.read("--signing-key", Path.of(file), LARGEST), US_ASCII);
    var pem = PEM.matcher(text);
    if (pem.find()) {
      for (var kind : List.of("EC", "RSA")) {
        try {
          var der = Base64.getMimeDecoder().decode(pem.group(1));
          return KeyFactory.getInstance(kind).generatePrivate(new PKCS8EncodedKeySpec(der));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
          // Perhaps of the other kind.
        }
      }
    }
    throw new WrongUsage(
        "--signing-key: %s holds no RSA or EC private key in PKCS#8 PEM; openssl pkcs8 -topk8 -nocrypt makes one of another"
            .formatted(file));
  }
}
