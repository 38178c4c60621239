package dev.rolegate.token.key;

import dev.rolegate.auth.PublicTokenKey;
import java.util.List;

/** The keys of this service: the one that signs, and those that verifiers may fetch. */
public interface SigningKeys extends AutoCloseable {
  /** The key that signs now. Takes no lock and does no I/O. */
  SigningKey current();

  /** The public halves, for the JWKS (RFC 7517); none of a shared secret. Likewise. */
  List<PublicTokenKey> published();

  /** What an operator may ask and change. */
  KeyDesk desk();

  /** What stands between the service and being ready. */
  List<String> obstacles();

  @Override
  void close();
}
