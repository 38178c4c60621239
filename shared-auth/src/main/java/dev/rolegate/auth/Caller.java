package dev.rolegate.auth;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A caller whose credential was verified. Only this package constructs one, so holding a {@code
 * Caller} is the proof that verification happened. This class is immutable.
 */
public final class Caller {
  private final String issuer;
  private final String subject;
  private final String clientId;
  private final @Nullable String jobRole;
  private final @Nullable String id;
  private final @Nullable String name;
  private final String tokenId;
  private final String keyId;
  private final Instant issuedAt;
  private final Instant expiresAt;
  private final @Nullable CertificateThumbprint certificate;
  private final @Nullable Delegation delegation;
  private final String principal;

  Caller(
      String issuer,
      String subject,
      String clientId,
      @Nullable String jobRole,
      @Nullable String id,
      @Nullable String name,
      String tokenId,
      String keyId,
      Instant issuedAt,
      Instant expiresAt,
      @Nullable CertificateThumbprint certificate,
      @Nullable Delegation delegation) {
    this.issuer = issuer;
    this.subject = subject;
    this.clientId = clientId;
    this.jobRole = jobRole;
    this.id = id;
    this.name = name;
    this.tokenId = tokenId;
    this.keyId = keyId;
    this.issuedAt = issuedAt;
    this.expiresAt = expiresAt;
    this.certificate = certificate;
    this.delegation = delegation;
    // no claim that names somebody holds a control character
    var direct = issuer + '\n' + subject + '\n' + clientId;
    this.principal =
        delegation == null
            ? direct
            : direct + '\n' + delegation.actor().subject() + '\n' + delegation.actor().clientId();
  }

  /**
   * Who acts for the caller (RFC 8693 §4.1), and with which token of the caller's it came by this
   * one.
   *
   * @param parentTokenId the {@code parent_jti} claim: taken back, it takes this token along
   * @param parentIssuedAt the {@code parent_iat} claim: so does whatever takes back what is as old
   * @param parentKeyId the {@code parent_kid} claim: so does the key that signed it
   */
  public record Delegation(
      Actor actor, String parentTokenId, Instant parentIssuedAt, String parentKeyId) {}

  /**
   * A service that acts for a caller: the {@code act} claim.
   *
   * @param jobRole null when it has none; no placeholder stands in
   */
  public record Actor(String subject, String clientId, @Nullable String jobRole) {}

  /** The {@code iss} claim (RFC 7519 §4.1.1), byte for byte. */
  public String issuer() {
    return issuer;
  }

  /** The {@code sub} claim (RFC 7519 §4.1.2). */
  public String subject() {
    return subject;
  }

  /** The {@code client_id} claim (RFC 9068 §2.2). */
  public String clientId() {
    return clientId;
  }

  /** The {@code job_role} claim, or null when the token carries none. No placeholder stands in. */
  public @Nullable String jobRole() {
    return jobRole;
  }

  /** The {@code id} claim as text: the caller's number in the company's own records. */
  public @Nullable String id() {
    return id;
  }

  /** The {@code name} claim, for people to read. */
  public @Nullable String name() {
    return name;
  }

  /** The {@code jti} claim (RFC 7519 §4.1.7). */
  public String tokenId() {
    return tokenId;
  }

  /** The {@code kid} of the key that signed the token (RFC 7515 §4.1.4). */
  public String keyId() {
    return keyId;
  }

  /** The {@code iat} claim (RFC 7519 §4.1.6). */
  public Instant issuedAt() {
    return issuedAt;
  }

  /** When the credential ends; streams opened with it end then, too. */
  public Instant expiresAt() {
    return expiresAt;
  }

  /**
   * The one client certificate that the token is good with (RFC 8705 §3); null: with any, or none.
   */
  public @Nullable CertificateThumbprint certificate() {
    return certificate;
  }

  /** Who acts for the subject; null when the subject calls directly. */
  public @Nullable Delegation delegation() {
    return delegation;
  }

  /** The acting service, or null. */
  public @Nullable Actor actor() {
    return delegation == null ? null : delegation.actor();
  }

  /**
   * Who owns a session: issuer, subject and client together, and who acts for them, if anybody
   * does. Two tokens of one caller share it.
   */
  public String principal() {
    return principal;
  }

  @Override
  public String toString() {
    var direct = subject + " via " + clientId + " as " + jobRole;
    return "Caller[" + (delegation == null ? direct : direct + ", " + delegation.actor()) + "]";
  }
}
