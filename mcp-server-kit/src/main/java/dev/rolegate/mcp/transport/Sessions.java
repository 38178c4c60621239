package dev.rolegate.mcp.transport;

import dev.rolegate.auth.Caller;
import dev.rolegate.auth.RevokedTokens;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sessions of one server: found only by their owner, bounded for each principal and in all, and
 * swept when idle. A principal that opens more than its share loses its own idle ones first, so
 * that programs which never say goodbye keep working and nobody else notices. Thread-safe.
 */
public final class Sessions implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Sessions.class);
  private static final int ID_BYTES = 16;
  private static final long SWEEP_SECONDS = 2;

  private final InstantSource clock;
  private final RevokedTokens revoked;
  private final Bounds bounds;
  private final SecureRandom random = new SecureRandom();
  private final Map<String, Session> byId = new ConcurrentHashMap<>();
  private final ReentrantLock changing = new ReentrantLock();

  /** Guarded by {@code changing}; a request of an open session does not come here. */
  private final Map<String, Set<Session>> byPrincipal = new HashMap<>();

  private final ScheduledExecutorService sweeper =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("session-sweep").factory());

  /**
   * How much there may be.
   *
   * @param each sessions of one principal
   * @param streams open streams of one principal
   * @param all sessions of everybody
   * @param idle how long a session without a stream lives unused
   */
  public record Bounds(int each, int streams, int all, Duration idle) {
    /** The defaults of the house. */
    public static final Bounds DEFAULT = new Bounds(50, 10, 10_000, Duration.ofMinutes(15));
  }

  public Sessions(InstantSource clock, RevokedTokens revoked, Bounds bounds) {
    this.clock = clock;
    this.revoked = revoked;
    this.bounds = bounds;
    var _ =
        sweeper.scheduleWithFixedDelay(
            this::sweepSafely, SWEEP_SECONDS, SWEEP_SECONDS, TimeUnit.SECONDS);
  }

  /** A new session, or null when its principal or the server has as many as it may. */
  @Nullable Session open(Caller caller) {
    changing.lock();
    try {
      var own = own(caller.principal());
      if ((own.size() >= bounds.each() && !makeRoom(own)) || byId.size() >= bounds.all()) {
        return null;
      }
      var session = new Session(newId(), caller, clock.instant());
      byId.put(session.id(), session);
      byPrincipal.computeIfAbsent(session.principal(), _ -> new HashSet<>()).add(session);
      return session;
    } finally {
      changing.unlock();
    }
  }

  /** The caller's own session of this id, or null; another's is as good as none. */
  @Nullable Session find(String id, Caller caller) {
    var session = byId.get(id);
    if (session == null || !session.belongsTo(caller)) {
      return null;
    }
    session.use(caller, clock.instant(), revoked);
    return session;
  }

  /** Whether the id is somebody else's session; only the audit is told. */
  boolean isAnothers(String id, Caller caller) {
    var session = byId.get(id);
    return session != null && !session.belongsTo(caller);
  }

  /** Opens the session's stream; false when its principal has as many as it may. */
  boolean listen(Session session, EventStream stream) {
    changing.lock();
    try {
      var others =
          own(session.principal()).stream()
              .filter(other -> other != session && other.stream() != null)
              .count();
      if (others >= bounds.streams()) {
        return false;
      }
      session.open(stream);
      return true;
    } finally {
      changing.unlock();
    }
  }

  void left(Session session, EventStream stream) {
    session.left(stream, clock.instant());
  }

  void end(Session session) {
    changing.lock();
    try {
      byId.remove(session.id(), session);
      byPrincipal.computeIfPresent(
          session.principal(),
          (_, own) -> {
            own.remove(session);
            return own.isEmpty() ? null : own;
          });
    } finally {
      changing.unlock();
    }
    session.closeStream();
  }

  /** How many sessions there are. */
  public int size() {
    return byId.size();
  }

  /** How many streams are open. */
  public int streams() {
    return (int) byId.values().stream().filter(session -> session.stream() != null).count();
  }

  /** Ends idle sessions, and streams whose token has ended or was revoked. */
  public void sweep() {
    var now = clock.instant();
    for (var session : byId.values()) {
      if (session.isIdle(now, bounds.idle())) {
        end(session);
      } else if (session.isUnauthorized(now, revoked)) {
        session.closeStream();
      }
    }
  }

  /** Ends every stream, so that a stop need not wait for them. */
  public void endStreams() {
    byId.values().forEach(Session::closeStream);
  }

  @Override
  public void close() {
    sweeper.shutdownNow();
    List.copyOf(byId.values()).forEach(this::end);
  }

  private Set<Session> own(String principal) {
    return byPrincipal.getOrDefault(principal, Set.of());
  }

  private boolean makeRoom(Set<Session> own) {
    var oldest =
        own.stream()
            .filter(session -> session.stream() == null)
            .min(Comparator.comparing(Session::lastUsed));
    oldest.ifPresent(this::end);
    return oldest.isPresent();
  }

  private void sweepSafely() {
    try {
      sweep();
    } catch (RuntimeException e) {
      log.error("sweeping the sessions failed", e);
    }
  }

  private String newId() {
    var bytes = new byte[ID_BYTES];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
