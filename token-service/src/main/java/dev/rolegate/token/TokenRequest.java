package dev.rolegate.token;

import dev.rolegate.auth.CertificateThumbprint;
import dev.rolegate.auth.config.Secret;
import dev.rolegate.token.revocation.IssueTimes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A token request, parsed once: a grant never reaches into the raw form. What a further grant needs
 * becomes a further component.
 *
 * @param scope as sent; null when absent
 * @param resources the targets asked for (RFC 8707 §2), as sent; empty when none was named
 * @param times when tokens that it leads to are issued
 * @param certificate what the client showed in TLS, and its token is bound to; null: nothing
 * @param refreshToken null when absent (RFC 6749 §6)
 * @param exchange what is to be exchanged (RFC 8693 §2.1)
 */
record TokenRequest(
    String grantType,
    Credentials credentials,
    @Nullable String scope,
    List<String> resources,
    IssueTimes times,
    @Nullable CertificateThumbprint certificate,
    @Nullable Secret refreshToken,
    Exchange exchange) {
  TokenRequest {
    resources = List.copyOf(resources);
  }

  /**
   * The parameters of a token exchange, each null when absent.
   *
   * @param actorToken whether there is one; who acts is the client that authenticates itself
   * @param audience whether servers are named by anything else than their URI
   */
  record Exchange(
      @Nullable Secret subjectToken,
      @Nullable String subjectTokenType,
      @Nullable String requestedTokenType,
      boolean actorToken,
      boolean audience) {}
}
