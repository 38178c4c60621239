package dev.rolegate.auth.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rolegate.auth.config.SecretFile;
import dev.rolegate.auth.config.StartRefused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** Signs checkpoints with HMAC-SHA-256, and knows its own again. Thread-safe. */
public final class AuditKey {
  private static final String FILE = "audit.key";
  private static final int BYTES = 32;
  private static final int ID_LENGTH = 11;

  private final SecretKeySpec key;
  private final String id;

  private AuditKey(byte[] bytes) {
    this.key = new SecretKeySpec(bytes, "HmacSHA256");
    this.id = mac("key id").substring(0, ID_LENGTH);
  }

  /**
   * The key in the folder of an audit, made with mode 0600 when there is none.
   *
   * @throws StartRefused when it is unfit
   */
  static AuditKey obtain(Path folder) {
    var file = folder.resolve(FILE);
    var key = of(SecretFile.readOrMake(file, AuditKey::fresh).text());
    if (key == null) {
      throw new StartRefused(
          file + ": holds no key; move it and the audit away, and new ones are begun");
    }
    return key;
  }

  /** The key in the folder of an audit, or null when there is none that may be read. */
  public static @Nullable AuditKey find(Path folder) {
    try {
      return of(Files.readString(folder.resolve(FILE)).strip());
    } catch (IOException e) {
      return null;
    }
  }

  String id() {
    return id;
  }

  Checkpoint sign(ChainPosition at, Instant time) {
    var text = Checkpoint.text(time);
    return new Checkpoint(at, text, id, mac(Checkpoint.signed(at, text, id)));
  }

  boolean signed(Checkpoint checkpoint) {
    var expected = mac(Checkpoint.signed(checkpoint.at(), checkpoint.time(), checkpoint.key()));
    return MessageDigest.isEqual(expected.getBytes(UTF_8), checkpoint.signature().getBytes(UTF_8));
  }

  private String mac(String text) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      return ChainHash.text(mac.doFinal(text.getBytes(UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has HmacSHA256", e);
    }
  }

  private static @Nullable AuditKey of(String text) {
    try {
      var bytes = Base64.getUrlDecoder().decode(text);
      return bytes.length == BYTES ? new AuditKey(bytes) : null;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static byte[] fresh() {
    var random = new byte[BYTES];
    new SecureRandom().nextBytes(random);
    return (ChainHash.text(random) + "\n").getBytes(UTF_8);
  }
}
