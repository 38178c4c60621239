package dev.rolegate.token;

import dev.rolegate.auth.CertificateThumbprint;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A token request, parsed once: a grant never reaches into the raw form. What a further grant needs
 * becomes a further component.
 *
 * @param scope as sent; null when absent
 * @param resources the targets asked for (RFC 8707 §2), as sent; empty when none was named
 * @param certificate what the client showed in TLS, and its token is bound to; null: nothing
 */
record TokenRequest(
    String grantType,
    Credentials credentials,
    @Nullable String scope,
    List<String> resources,
    @Nullable CertificateThumbprint certificate) {
  TokenRequest {
    resources = List.copyOf(resources);
  }
}
