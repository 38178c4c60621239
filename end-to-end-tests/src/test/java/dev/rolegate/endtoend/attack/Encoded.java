package dev.rolegate.endtoend.attack;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** The spellings of bytes that the cases use. */
final class Encoded {
  private Encoded() {}

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  static String base64url(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
