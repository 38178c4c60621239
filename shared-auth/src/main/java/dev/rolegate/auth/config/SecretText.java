package dev.rolegate.auth.config;

import java.security.SecureRandom;
import java.util.Base64;

/** Unguessable texts. Thread-safe. */
public final class SecretText {
  private static final SecureRandom RANDOM = new SecureRandom();

  private SecretText() {}

  /** 256 random bits as base64url: a key or secret that also stands well in a file. */
  public static String random() {
    return random(32);
  }

  /** Random bytes as base64url without padding. */
  public static String random(int bytes) {
    var random = new byte[bytes];
    RANDOM.nextBytes(random);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
  }
}
