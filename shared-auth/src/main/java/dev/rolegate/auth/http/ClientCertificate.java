package dev.rolegate.auth.http;

import io.javalin.http.Context;
import java.security.cert.X509Certificate;
import org.jspecify.annotations.Nullable;

/**
 * The certificate that the client of a request holds the key of: TLS verified it for an authority
 * of {@code TLS_CLIENT_CA_FILE} when the connection began. It may have expired since. No header
 * counts, whoever sends it.
 */
public final class ClientCertificate {
  private static final String CHAIN = "jakarta.servlet.request.X509Certificate";

  private ClientCertificate() {}

  /** Null when the connection has none, which nobody must have. */
  public static @Nullable X509Certificate of(Context ctx) {
    return ctx.req().getAttribute(CHAIN) instanceof X509Certificate[] chain && chain.length > 0
        ? chain[0]
        : null;
  }
}
