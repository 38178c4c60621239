package dev.rolegate.token;

import dev.rolegate.auth.config.Secret;
import dev.rolegate.database.Database;
import dev.rolegate.token.client.Client;
import dev.rolegate.token.refresh.Family;
import dev.rolegate.token.refresh.Presented;
import org.jspecify.annotations.Nullable;

/**
 * The refresh tokens that this service issued, as they come back to be revoked: one takes its
 * family along, and the access tokens that came from it (RFC 7009 §2.1). Thread-safe.
 */
record IssuedRefreshTokens(Database database, RefreshFamilies families) implements RevocableTokens {
  @Override
  public Finding find(Client client, String token) {
    var secret = Secret.of(token);
    return switch (database.<Presented>read(handle -> families.find(handle, client, secret))) {
      case Presented.Unused(var family) -> living(family);
      case Presented.Used(var family) -> living(family);
      case Presented.Worthless(var reason) -> new Finding.Unknown(reason);
    };
  }

  private Finding living(Family family) {
    return new Finding.Living(
        family.familyId(),
        () -> {
          @Nullable Void _ =
              database.<@Nullable Void>write(handle -> {
                families.revoke(handle, family);
                return null;
              });
        });
  }
}
