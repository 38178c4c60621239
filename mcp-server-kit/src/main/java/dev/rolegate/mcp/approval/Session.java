package dev.rolegate.mcp.approval;

import dev.rolegate.auth.Approver;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A person who signed in with a browser, and the token of its forms. Immutable. */
final class Session {
  private static final byte[] FORMS = "rolegate approval forms".getBytes(StandardCharsets.UTF_8);

  private final Approver approver;
  private final String formToken;

  /**
   * @param token verified; it is in no page, so that nobody else can derive the token of the forms
   */
  Session(Approver approver, String token) {
    this.approver = approver;
    this.formToken = derive(token);
  }

  Approver approver() {
    return approver;
  }

  /** What each form of this session carries, and no other page knows (CSRF). */
  String formToken() {
    return formToken;
  }

  /** Compares in constant time. */
  boolean hasSent(String presented) {
    return MessageDigest.isEqual(
        formToken.getBytes(StandardCharsets.UTF_8), presented.getBytes(StandardCharsets.UTF_8));
  }

  private static String derive(String token) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(token.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return HexFormat.of().formatHex(mac.doFinal(FORMS));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has HmacSHA256", e);
    }
  }
}
