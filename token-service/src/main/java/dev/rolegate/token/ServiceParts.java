package dev.rolegate.token;

import dev.rolegate.auth.AuditTrail;
import dev.rolegate.auth.config.SecretText;
import dev.rolegate.auth.revocation.FeedToken;
import dev.rolegate.database.Database;
import dev.rolegate.token.client.ClientStore;
import dev.rolegate.token.client.Clients;
import dev.rolegate.token.client.SecretHashing;
import dev.rolegate.token.key.DatabaseKeys;
import dev.rolegate.token.key.FixedKey;
import dev.rolegate.token.key.KeySealing;
import dev.rolegate.token.key.RevokedKeys;
import dev.rolegate.token.key.SigningKeys;
import dev.rolegate.token.key.StoredKeysConfig;
import dev.rolegate.token.key.TokenKey;
import dev.rolegate.token.refresh.RefreshHashing;
import dev.rolegate.token.revocation.Revocations;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Function;

/** What stands behind the routes: opened once, closed by whoever opened it. */
record ServiceParts(
    SigningKeys keys,
    SecretHashing hashing,
    RefreshHashing refreshHashing,
    ClientStore store,
    Clients others,
    Revocations revocations,
    TokenRevocations taken,
    FeedToken feedToken,
    Database database,
    AuditTrail audit) {

  /**
   * Opens them; makes keys at the first start.
   *
   * @param others clients beside those of the database
   * @param taken what grants ask and tell
   * @param behind takes what is to be closed, the last first, also when opening fails half-way
   */
  static ServiceParts open(
      TokenServiceConfig config,
      InstantSource clock,
      Function<SecretHashing, Clients> others,
      Function<Revocations, TokenRevocations> taken,
      List<AutoCloseable> behind) {
    var hashKey =
        config
            .secretHashKey()
            .obtain(() -> SecretText.random().getBytes(StandardCharsets.US_ASCII));
    SecretHashing.check(hashKey, config.secretHashKey().label());
    var hashing = new SecretHashing(hashKey, config.oldSecretHashKey());
    var feedToken =
        TokenServiceSettings.feedToken(
            config.feedToken().obtain(FeedToken::fresh), config.feedToken().label());
    var database = Database.open(config.database());
    behind.add(database);
    var revocations = Revocations.open(database, clock);
    var keys = keys(config, clock, database, revocations::revokeKey);
    behind.add(keys);
    var audit = AuditTrail.inFolder(config.http().dataDir(), config.anchors());
    behind.add(audit);
    return new ServiceParts(
        keys,
        hashing,
        new RefreshHashing(hashKey),
        ClientStore.open(database, hashing),
        others.apply(hashing),
        revocations,
        taken.apply(revocations),
        feedToken,
        database,
        audit);
  }

  Clients clients() {
    return store.and(others);
  }

  private static SigningKeys keys(
      TokenServiceConfig config, InstantSource clock, Database database, RevokedKeys revoked) {
    var algorithm = config.algorithm();
    return switch (config.keys()) {
      case SigningKeySource.Fixed(var source) -> {
        var material = source.obtain(() -> TokenKey.make(algorithm));
        var key = TokenKey.read(algorithm, material, source.label());
        yield new FixedKey(key, algorithm, source.label(), revoked);
      }
      case SigningKeySource.Stored(var encryption, var older, var schedule, var legacy) -> {
        var secret =
            encryption.obtain(() -> SecretText.random().getBytes(StandardCharsets.US_ASCII));
        var sealing = new KeySealing(secret, older);
        var stored = new StoredKeysConfig(sealing, encryption.label(), schedule, legacy);
        yield DatabaseKeys.open(database, algorithm, stored, revoked, clock);
      }
    };
  }
}
