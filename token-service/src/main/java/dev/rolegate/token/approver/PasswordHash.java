package dev.rolegate.token.approver;

import java.util.Base64;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;
import org.bouncycastle.util.Arrays;

/**
 * An Argon2id hash (RFC 9106) in PHC form, with the one choice of parameters that is used here: 19
 * MiB, two passes, one lane. Prints itself redacted.
 */
public record PasswordHash(String text) {
  static final int KIBIBYTES = 19 * 1024;
  static final int PASSES = 2;
  static final int SALT_BYTES = 16;
  static final int HASH_BYTES = 32;

  private static final String PREFIX = "$argon2id$v=19$m=" + KIBIBYTES + ",t=" + PASSES + ",p=1$";
  private static final Pattern FORM =
      Pattern.compile(Pattern.quote(PREFIX) + "([A-Za-z0-9+/]{22})\\$([A-Za-z0-9+/]{43})");

  /** Stands for that of an account that is unknown: of a password that nobody kept. */
  static final PasswordHash OF_NOBODY =
      of("ecP+Hh+nZGRwEFVEt8mxhw$MJgtvCQQa0RV8OwwlKtipRmkhSurHDk7J785LW9W7+k");

  /** Salt and hash as they stand behind the parameters. */
  static PasswordHash of(String saltAndHash) {
    return new PasswordHash(PREFIX + saltAndHash);
  }

  /** Takes time and 19 MiB; see {@link PasswordHashing} for who may. */
  static PasswordHash of(byte[] password, byte[] salt) {
    var base64 = Base64.getEncoder().withoutPadding();
    return new PasswordHash(
        PREFIX
            + base64.encodeToString(salt)
            + "$"
            + base64.encodeToString(argon2id(password, salt)));
  }

  /**
   * Likewise; the same work for whatever password. A hash of another form was written by nobody
   * here, and nothing is guessed about it.
   */
  boolean isOf(byte[] password) {
    var form = FORM.matcher(text);
    if (!form.matches()) {
      throw new IllegalStateException("a password hash of another form");
    }
    var hash = argon2id(password, Base64.getDecoder().decode(form.group(1)));
    return Arrays.constantTimeAreEqual(hash, Base64.getDecoder().decode(form.group(2)));
  }

  private static byte[] argon2id(byte[] password, byte[] salt) {
    var generator = new Argon2BytesGenerator();
    generator.init(
        new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
            .withVersion(Argon2Parameters.ARGON2_VERSION_13)
            .withMemoryAsKB(KIBIBYTES)
            .withIterations(PASSES)
            .withParallelism(1)
            .withSalt(salt)
            .build());
    var hash = new byte[HASH_BYTES];
    generator.generateBytes(password, hash);
    return hash;
  }

  @Override
  public String toString() {
    return "PasswordHash[redacted]";
  }
}
