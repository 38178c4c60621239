package dev.rolegate.auth;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Names one certificate by the SHA-256 of its DER, as {@code x5t#S256} does (RFC 8705 §3.1). Two
 * are compared in a time that does not depend on where they differ. This class is immutable.
 */
public final class CertificateThumbprint {
  /** The confirmation method of the {@code cnf} claim, and its one member here. */
  public static final String MEMBER = "x5t#S256";

  private final byte[] digest;

  private CertificateThumbprint(byte[] digest) {
    this.digest = digest;
  }

  public static CertificateThumbprint of(X509Certificate certificate) {
    try {
      return new CertificateThumbprint(
          MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
    } catch (NoSuchAlgorithmException | CertificateEncodingException e) {
      throw new IllegalStateException("a certificate that TLS took can be hashed", e);
    }
  }

  /** Reads the one spelling that {@link #toString} writes; null for any other text. */
  static @Nullable CertificateThumbprint parse(String base64url) {
    try {
      var read = new CertificateThumbprint(Base64.getUrlDecoder().decode(base64url));
      return read.digest.length == 32 && read.toString().equals(base64url) ? read : null;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof CertificateThumbprint that
        && MessageDigest.isEqual(digest, that.digest);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(digest);
  }

  /** Base64url without padding. */
  @Override
  public String toString() {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
  }
}
