package dev.rolegate.token.key;

import dev.rolegate.auth.PublicTokenKey;
import dev.rolegate.auth.SigningAlgorithm;
import dev.rolegate.auth.TestClock;
import dev.rolegate.auth.config.Secret;
import dev.rolegate.database.Database;
import dev.rolegate.database.DatabaseConfig;
import dev.rolegate.database.Databases;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Instances of the service on one database, as far as keys go. Time passes for all of them with
 * {@link #pass}; the clock alone is set with {@code clock}.
 */
final class KeyFixture implements AutoCloseable {
  static final Duration WAIT = Duration.ofMinutes(10);
  static final Duration ROTATION = Duration.ofDays(30);
  static final Duration LIFETIME = Duration.ofMinutes(60);
  static final Secret ENCRYPTION = Secret.of("q8Yc2mJx0vQp7nWk4sLz9tRb3uHd6fGa1eNo5iKw");
  static final Secret OTHER = Secret.of("Zr4Tn8Vb2Xc6Ml0Kj9Hg5Fd3Sa7Qw1Ee4Rt6Yu8I");

  final TestClock clock = new TestClock();
  final List<String> revoked = new ArrayList<>();
  final Path legacy;
  private final DatabaseConfig config;
  private final List<Instance> opened = new ArrayList<>();
  private long nanos = Long.MAX_VALUE - Duration.ofMinutes(5).toNanos(); // overflows on the way

  KeyFixture(Databases engine, Path folder) {
    this.config = engine.fresh("token-service", folder);
    this.legacy = folder.resolve("signing-key.pem");
  }

  void pass(Duration time) {
    clock.advance(time);
    nanos += time.toNanos();
  }

  /** One process. */
  record Instance(Database database, DatabaseKeys keys) {
    String kid() {
      return keys.current().keyId();
    }

    List<String> published() {
      return keys.published().stream().map(PublicTokenKey::keyId).toList();
    }

    List<String> states() {
      return keys.desk().list().stream().map(KeyDesk.Listed::state).sorted().toList();
    }

    /** Makes a change; null, or what was said instead. */
    @Nullable String rotate(boolean now) {
      return made(keys.desk().rotation(now));
    }

    @Nullable String revoke(String kid) {
      return made(keys.desk().revocation(kid));
    }

    static @Nullable String made(KeyDesk.Change change) {
      return switch (change) {
        case KeyDesk.Change.Ready(var _, var make) -> make.get();
        case KeyDesk.Change.Refused(var why) -> why;
        case KeyDesk.Change.Unknown(var why) -> why;
      };
    }
  }

  Instance open() {
    return open(SigningAlgorithm.ES256, new KeySchedule(WAIT, ROTATION, LIFETIME));
  }

  Instance open(SigningAlgorithm algorithm, KeySchedule schedule) {
    return open(algorithm, schedule, new KeySealing(ENCRYPTION, null));
  }

  Instance open(KeySealing sealing) {
    return open(SigningAlgorithm.ES256, new KeySchedule(WAIT, ROTATION, LIFETIME), sealing);
  }

  private Instance open(SigningAlgorithm algorithm, KeySchedule schedule, KeySealing sealing) {
    var database = Database.open(config);
    try {
      var stored = new StoredKeysConfig(sealing, "KEY_ENCRYPTION_KEY", schedule, legacy);
      var keys =
          DatabaseKeys.unwatched(database, algorithm, stored, revoked::add, clock, () -> nanos);
      var instance = new Instance(database, keys);
      opened.add(instance);
      return instance;
    } catch (RuntimeException e) {
      database.close();
      throw e;
    }
  }

  /** As after a kill: nothing is told to the process that was. */
  Instance restart(Instance instance) {
    instance.database.close();
    opened.remove(instance);
    return open();
  }

  @Override
  public void close() {
    opened.forEach(one -> {
      one.keys.close();
      one.database.close();
    });
  }
}
