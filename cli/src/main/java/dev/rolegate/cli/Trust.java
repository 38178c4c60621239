package dev.rolegate.cli;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** Whose certificates are believed. */
final class Trust {
  private static final int LARGEST = 1024 * 1024;

  private Trust() {}

  /** The authorities of a PEM file and no other; those of Java when there is no file. */
  static @Nullable SSLContext in(@Nullable Path file) {
    if (file == null) {
      return null;
    }
    var pem = GivenFile.read("--ca-file", file, LARGEST);
    try {
      var authorities = KeyStore.getInstance("PKCS12");
      authorities.load(null, null);
      var all =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(pem));
      if (all.isEmpty()) {
        throw unfit(file);
      }
      for (var one : all) {
        authorities.setCertificateEntry(Integer.toString(authorities.size()), one);
      }
      var managers = TrustManagerFactory.getInstance("PKIX");
      managers.init(authorities);
      var context = SSLContext.getInstance("TLS");
      context.init(null, managers.getTrustManagers(), null);
      return context;
    } catch (CertificateException e) {
      throw unfit(file);
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("every Java platform has PKCS#12, PKIX and TLS", e);
    }
  }

  private static WrongUsage unfit(Path file) {
    return new WrongUsage("--ca-file: " + file + " holds no PEM certificate; give the authority's");
  }
}
