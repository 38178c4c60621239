package dev.rolegate.token.key;

import dev.rolegate.auth.PublicTokenKey;
import dev.rolegate.auth.SigningAlgorithm;
import dev.rolegate.auth.config.Secret;
import dev.rolegate.auth.config.StartRefused;
import dev.rolegate.database.Database;
import dev.rolegate.token.key.OpenedKeys.Opened;
import dev.rolegate.token.key.OpenedKeys.Problem;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Signing keys that several instances of the service share through their database. Each looks twice
 * a second at what the others did and at what is due; whoever is first does it, within a write that
 * no other write overlaps. A key that this process has not itself published for the whole wait, by
 * a clock that nobody can set, it never lets sign; after a restart the wait begins anew.
 * Thread-safe.
 */
public final class DatabaseKeys implements SigningKeys {
  private static final Logger log = LoggerFactory.getLogger(DatabaseKeys.class);

  private final Database database;
  private final SigningAlgorithm algorithm;
  private final KeySchedule schedule;
  private final KeyStates states;
  private final OpenedKeys opened;
  private final InstantSource clock;
  private final DatabaseKeyDesk desk;
  private final KeyWatch watch = new KeyWatch(this::refresh);

  /** Held while rows are read or written and taken up, so that no older ones come after newer. */
  private final ReentrantLock lock = new ReentrantLock();

  private final RipeKeys ripe;
  private volatile Held held = new Held(List.of(), List.of(), null, List.of());

  /**
   * @param nanos passes as time does, whatever is done to the clock
   */
  DatabaseKeys(
      Database database,
      SigningAlgorithm algorithm,
      KeySchedule schedule,
      OpenedKeys opened,
      RevokedKeys revoked,
      InstantSource clock,
      LongSupplier nanos) {
    this.database = database;
    this.algorithm = algorithm;
    this.schedule = schedule;
    this.states = new KeyStates(algorithm, schedule);
    this.opened = opened;
    this.clock = clock;
    this.ripe = new RipeKeys(nanos);
    this.desk = new DatabaseKeyDesk(this, states, schedule, revoked, clock);
  }

  /**
   * Takes up the keys of a database, makes the first, and begins to watch.
   *
   * @param source where the keys are, and how they are to be kept
   * @throws StartRefused when a key cannot be opened; says what to do
   */
  public static DatabaseKeys open(
      Database database,
      SigningAlgorithm algorithm,
      StoredKeysConfig source,
      RevokedKeys revoked,
      InstantSource clock) {
    var keys = unwatched(database, algorithm, source, revoked, clock, System::nanoTime);
    keys.watch.start();
    return keys;
  }

  static DatabaseKeys unwatched(
      Database database,
      SigningAlgorithm algorithm,
      StoredKeysConfig source,
      RevokedKeys revoked,
      InstantSource clock,
      LongSupplier nanos) {
    var opened = new OpenedKeys(source.sealing(), source.label());
    var keys =
        new DatabaseKeys(database, algorithm, source.schedule(), opened, revoked, clock, nanos);
    SigningKeyTable.sealAnew(database, opened);
    keys.takeOver(new LegacyKeyFile(source.legacy()));
    keys.refresh();
    if (!keys.obstacles().isEmpty()) {
      throw new StartRefused(keys.obstacles());
    }
    return keys;
  }

  /**
   * @param signing null when no key that signs can be opened
   */
  private record Held(
      List<StoredKey> rows,
      List<PublicTokenKey> published,
      @Nullable SigningKey signing,
      List<String> problems) {}

  @Override
  public SigningKey current() {
    var signing = held.signing;
    if (signing == null) {
      throw new IllegalStateException("no signing key can be opened; the log has said why");
    }
    return signing;
  }

  @Override
  public List<PublicTokenKey> published() {
    return held.published;
  }

  @Override
  public KeyDesk desk() {
    return desk;
  }

  @Override
  public List<String> obstacles() {
    return held.problems;
  }

  @Override
  public void close() {
    watch.close();
  }

  /** Reads what there is, does what is due, and takes it up. */
  void refresh() {
    lock.lock();
    try {
      var now = now();
      var rows = database.read(SigningKeyTable::all);
      var ripe = this.ripe.after(schedule.publishWait());
      var fresh = states.wantsFresh(rows, now) ? fresh(now) : null;
      if (!states.step(rows, now, ripe, fresh).equals(rows)) {
        rows = write(before -> states.step(before, now, ripe, fresh));
      }
      takeUp(rows, now);
    } finally {
      lock.unlock();
    }
  }

  /** As exactly as rows hold it. */
  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  /** The rows as they are in the database. */
  List<StoredKey> rows() {
    return database.read(SigningKeyTable::all);
  }

  /**
   * Changes the rows and takes them up: on return every key of this process is one of them.
   *
   * @param change from the rows as they are to those that are to be; null when it cannot be made
   * @return whether it was made
   */
  boolean change(Function<List<StoredKey>, @Nullable List<StoredKey>> change) {
    lock.lock();
    try {
      var made = new boolean[1];
      var rows =
          write(before -> {
            var after = change.apply(before);
            made[0] = after != null;
            return after == null ? before : after;
          });
      takeUp(rows, now());
      return made[0];
    } finally {
      lock.unlock();
    }
  }

  /** A new key of which nobody has heard; slow, so it is made before a write and not within. */
  StoredKey fresh(Instant now) {
    var pem = Secret.of(TokenKey.make(algorithm));
    return stored(TokenKey.read(algorithm, pem, "a new key"), pem, now);
  }

  private StoredKey stored(SigningKey key, Secret pem, Instant now) {
    var sealed = opened.seal(key, algorithm, pem);
    var life = schedule.tokenLifetime().toSeconds();
    return StoredKey.published(key.keyId(), algorithm, sealed, life, now);
  }

  private List<StoredKey> write(Function<List<StoredKey>, List<StoredKey>> change) {
    return database.write(handle -> {
      var before = SigningKeyTable.all(handle);
      var states = before.stream().collect(Collectors.toMap(StoredKey::kid, StoredKey::state));
      var after = new ArrayList<>(change.apply(before));
      after.replaceAll(row ->
          row.state() == KeyState.RETIRED && states.get(row.kid()) != KeyState.RETIRED
              ? opened.withoutPrivateHalf(row)
              : row);
      SigningKeyTable.replace(handle, before, after);
      return SigningKeyTable.all(handle);
    });
  }

  private void takeUp(List<StoredKey> rows, Instant now) {
    var published = new ArrayList<PublicTokenKey>();
    var problems = new ArrayList<String>();
    SigningKey signing = null;
    opened.retain(rows);
    for (var row : rows) {
      if (row.isPublic(now)) {
        switch (opened.open(row)) {
          case Problem(var sentence) -> problems.add(sentence);
          case Opened(var half, var key) -> {
            published.add(half);
            if (row.algorithm() == algorithm && row.state() == KeyState.SIGNING) {
              signing = key;
            }
          }
        }
      }
    }
    report(signing, problems);
    held = new Held(rows, List.copyOf(published), signing, List.copyOf(problems));
    ripe.note(rows);
  }

  private void report(@Nullable SigningKey signing, List<String> problems) {
    var before = held.signing;
    if (signing != null && (before == null || !before.keyId().equals(signing.keyId()))) {
      log.info("Signing with the key {} ({})", signing.keyId(), algorithm);
    }
    problems.stream().filter(one -> !held.problems.contains(one)).forEach(log::error);
  }

  /**
   * The key that signed so far goes on; one that a second instance brings along only stays
   * published for its tokens.
   */
  private void takeOver(LegacyKeyFile file) {
    if (!file.isThere(algorithm)) {
      return;
    }
    var content = file.content();
    var key = file.key(content);
    var now = now();
    var row = stored(key, content, now).signing(now);
    opened.remember(key);
    write(before -> {
      var after = new ArrayList<>(before);
      if (before.stream().noneMatch(one -> one.kid().equals(row.kid()))) {
        var alone = states.find(before, KeyState.SIGNING) == null;
        after.add(alone ? row : row.retired(now, schedule.goneAt(row, now)));
      }
      return after;
    });
    file.remove(key.keyId());
  }
}
