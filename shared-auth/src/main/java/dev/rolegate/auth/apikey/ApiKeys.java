package dev.rolegate.auth.apikey;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rolegate.auth.ApiKeyCaller;
import dev.rolegate.auth.Approver;
import dev.rolegate.auth.Caller;
import dev.rolegate.auth.RevokedTokens;
import dev.rolegate.auth.config.StartRefused;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The API keys that are in force, read again when their file changes, compared by content. What
 * reads is in force at once: half a file is no JSON. What does not read is refused loudly, once,
 * and the keys of before stay. Thread-safe; asking takes no lock and no I/O.
 */
public final class ApiKeys implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ApiKeys.class);

  /** So that a key that is taken back ends within a second. */
  private static final Duration EVERY = Duration.ofMillis(250);

  /** As for tokens: the clock of who made the key may be ahead. */
  private static final Duration SKEW = Duration.ofSeconds(30);

  private final @Nullable ApiKeyFile file;
  private final InstantSource clock;
  private final List<Consumer<KeyChanges>> listeners = new CopyOnWriteArrayList<>();
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("api-keys").factory());
  private volatile KnownKeys inForce = KnownKeys.NONE;

  /** What is wrong with the file as it is; empty when it holds the keys in force. */
  private volatile List<String> problems = List.of();

  /** Of the thread that looks: what the keys in force were read from. */
  private byte[] read = new byte[0];

  /** Of that thread: what was wrong at the last look. */
  private List<String> seen = List.of();

  private ApiKeys(@Nullable ApiKeyFile file, InstantSource clock) {
    this.file = file;
    this.clock = clock;
  }

  /**
   * The keys of a file, which are followed from {@link #follow} on.
   *
   * @param file null: there are no keys, and none is looked for in a request
   * @throws StartRefused when it does not read
   */
  public static ApiKeys open(@Nullable ApiKeyFile file, InstantSource clock) {
    var keys = new ApiKeys(file, clock);
    if (file != null) {
      keys.look();
      if (!keys.seen.isEmpty()) {
        keys.close();
        throw new StartRefused(keys.seen);
      }
    }
    return keys;
  }

  /** Whether requests may come with a key at all. */
  public boolean areAccepted() {
    return file != null;
  }

  /** What is known of a key that was shown. */
  public sealed interface Shown {
    /** It is in force here. */
    record Good(Caller caller) implements Shown {}

    /** It is in force, and not here (403). */
    record Elsewhere(Caller caller, List<String> servers) implements Shown {}

    /**
     * It is not in force (401). Who shows it is not told why.
     *
     * @param reason for the audit
     * @param keyId for the audit, where the key itself was right; null: nobody's
     */
    record Unknown(String reason, @Nullable String keyId) implements Shown {}
  }

  /**
   * Looks a key up. Takes as long for any text that is none, and never throws for any input.
   *
   * @param server the name of this server in the policy
   * @param keyId the name that came with it; null: none did
   */
  public Shown show(String server, @Nullable String keyId, String key) {
    var digest = KeyText.sha256(key);
    var found = inForce.byDigest(digest);
    var name = found.key().keyId();
    var isKey = KeyText.isOne(key);
    var isSame = isEqual(found.key().sha256(), digest);
    var isNamed = isEqual(name, keyId == null ? name : keyId);
    var now = clock.instant();
    if (!isKey || !isSame) {
      return new Shown.Unknown("api_key_unknown", null);
    }
    if (!isNamed) {
      return new Shown.Unknown("api_key_of_another_id", name);
    }
    if (found.key().hasEnded(now)) {
      return new Shown.Unknown("api_key_ended", name);
    }
    if (found.key().notBefore().isAfter(now.plus(SKEW))) {
      return new Shown.Unknown("api_key_not_yet", name);
    }
    var servers = found.key().servers();
    return servers.contains(server)
        ? new Shown.Good(found.caller())
        : new Shown.Elsewhere(found.caller(), servers);
  }

  private static boolean isEqual(String one, String other) {
    return MessageDigest.isEqual(one.getBytes(UTF_8), other.getBytes(UTF_8));
  }

  /**
   * How callers stand who may have come with a key or with a token. One with a key lives while its
   * very entry is in the file with the same rights, whatever is known of tokens.
   *
   * @param tokens asked about all others
   */
  public RevokedTokens beside(RevokedTokens tokens) {
    return new RevokedTokens() {
      @Override
      public Standing standingOf(Caller caller) {
        return ApiKeyCaller.is(caller)
            ? inForce.standingOf(caller, clock.instant())
            : tokens.standingOf(caller);
      }

      @Override
      public Standing standingOf(Approver approver) {
        return tokens.standingOf(approver);
      }
    };
  }

  /** Has something run after each change that is in force, on the thread that brings it. */
  public void afterChange(Consumer<KeyChanges> listener) {
    listeners.add(listener);
  }

  /** Begins to follow the file. */
  public void follow() {
    follow(EVERY);
  }

  void follow(Duration every) {
    if (file != null) {
      var _ =
          thread.scheduleWithFixedDelay(
              this::look, every.toNanos(), every.toNanos(), TimeUnit.NANOSECONDS);
    }
  }

  /** Sentences for an operator: what keeps the file's keys from being in force. */
  public List<String> remarks() {
    return isRefused()
        ? List.of("The file of the API keys is refused; the keys before it are in force.")
        : List.of();
  }

  /** Whether the file holds something that is not in force. */
  public boolean isRefused() {
    return !problems.isEmpty();
  }

  /** How many keys are in force. */
  public int size() {
    return inForce.size();
  }

  /** Looks once at the file. */
  void look() {
    try {
      if (file != null) {
        look(file);
      }
    } catch (RuntimeException e) {
      // Thrown on, it would end the watch.
      log.error("The API keys could not be looked at; those in force stay", e);
      problems = List.of("unknown");
    }
  }

  private void look(ApiKeyFile from) {
    switch (from.content()) {
      case ApiKeyFile.Content.Unreadable(var why) -> refuse(why);
      case ApiKeyFile.Content.Bytes(var text) -> {
        var bytes = text.bytes();
        if (MessageDigest.isEqual(bytes, read)) {
          settle();
        } else {
          switch (from.parse(text)) {
            case ApiKeyDocument.Reading.Refused(var why) -> refuse(why);
            case ApiKeyDocument.Reading.Read(var keys) -> put(from, keys, bytes);
          }
        }
      }
    }
  }

  /** Told when it is the same at two looks: a file may be half written at one. */
  private void refuse(List<String> why) {
    if (why.equals(seen) && !why.equals(problems)) {
      problems = why;
      problems.forEach(problem -> log.error("{}; the API keys before it stay", problem));
    }
    seen = why;
  }

  private void settle() {
    if (!problems.isEmpty()) {
      log.info("The file of the API keys holds those in force again");
    }
    problems = List.of();
    seen = List.of();
  }

  private void put(ApiKeyFile from, List<ApiKey> keys, byte[] bytes) {
    var next = new KnownKeys(keys);
    var changes = inForce.changes(next);
    inForce = next;
    read = bytes;
    problems = List.of();
    seen = List.of();
    log.info("{}: {} API keys are in force; {}", from.path(), keys.size(), changes);
    listeners.forEach(listener -> listener.accept(changes));
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
