package dev.rolegate.auth.tls;

import dev.rolegate.auth.config.Settings;
import java.security.GeneralSecurityException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * Whom a service trusts when it calls another over https: the authorities of {@code
 * TRUSTED_CA_FILE} and no other, or those of the Java platform. Every caller of another service
 * reads its own and makes its client with it, so that all go by the same:
 *
 * <pre>{@code
 * HttpClient.newBuilder().sslContext(OutgoingTrust.from(settings).sslContext())…
 * }</pre>
 *
 * This class is immutable.
 */
public final class OutgoingTrust {
  /** What Java itself trusts. */
  public static final OutgoingTrust PLATFORM = new OutgoingTrust(null);

  private static final String NAME = "TRUSTED_CA_FILE";

  private final @Nullable Authorities authorities;

  private OutgoingTrust(@Nullable Authorities authorities) {
    this.authorities = authorities;
  }

  /** Reads {@code TRUSTED_CA_FILE}; problems are noted in the settings. */
  public static OutgoingTrust from(Settings settings) {
    var authorities = Authorities.from(settings, NAME);
    return authorities == null ? PLATFORM : new OutgoingTrust(authorities);
  }

  /**
   * For clients that also compare the certificate with the host of the URL, as {@code
   * java.net.http} does.
   */
  public SSLContext sslContext() {
    try {
      if (authorities == null) {
        return SSLContext.getDefault();
      }
      var trust = TrustManagerFactory.getInstance("PKIX");
      trust.init(authorities.keyStore());
      var context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has TLS and PKIX", e);
    }
  }
}
