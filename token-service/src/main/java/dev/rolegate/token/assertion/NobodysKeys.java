package dev.rolegate.token.assertion;

import org.jspecify.annotations.Nullable;

/** Public keys whose private halves were thrown away: nobody signs with them. */
final class NobodysKeys {
  private static final String RSA =
      "{\"kid\":\"nobodys\",\"kty\":\"RSA\",\"e\":\"AQAB\",\"n\":\""
          + "vRr9QKkhWOu-y_LYCobEM93KPxrCUVBg05arhGoIoif9grYBYx_J5PNAvCqGXEH5CvwGxM"
          + "5n7fYE8HoKzNQnhQnzU9R-4R8x0N-ph5Jrpv9hvySuh5p_58oyHmBLRmhCKBFrlDFamEji"
          + "MtUfge35_DGQqt0oxrH4nqQBNuix5cihcIYRGei-pO4_8yUJEdbfLAeHTZK54ga0wOxvBQ"
          + "XSXqEzkhYSFHwtls97h0coUsv6E0ZX2FXzOCWljYlmFxAOjLxYJ60rho4r_tqlu_R1PRxu"
          + "aRdUv2liS80M3YMhUZA4a2SNVK7bLatvt_YIOT37ZewiFh7w1P3o-qU7-Zdkiw"
          + "\"}";

  private static final String EC =
      "{\"kid\":\"nobodys\",\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\""
          + "YOhhhYqwOLfmXe5wS9sIlzQAgUFQJwRs_5yt2YXxmIU"
          + "\",\"y\":\""
          + "mZgmd72qeJ2lKK8SSDMt6YP6mR7fmxPHV4gZP5-GX4o"
          + "\"}";

  private NobodysKeys() {}

  /** The JWK to verify with in the place of one that there is not. */
  static String jwk(@Nullable String algorithm) {
    return "ES256".equals(algorithm) ? EC : RSA;
  }
}
