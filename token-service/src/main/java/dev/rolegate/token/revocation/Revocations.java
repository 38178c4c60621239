package dev.rolegate.token.revocation;

import dev.rolegate.auth.config.SecretText;
import dev.rolegate.database.Database;
import dev.rolegate.token.revocation.Revocation.OfAll;
import dev.rolegate.token.revocation.Revocation.OfClient;
import dev.rolegate.token.revocation.Revocation.OfKey;
import dev.rolegate.token.revocation.Revocation.OfSubject;
import dev.rolegate.token.revocation.Revocation.OfToken;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * The log of everything that was taken back, shared by all token services on one database. Writes
 * of all of them take turns, so whoever has read up to a number has missed nothing before it.
 * Thread-safe.
 */
public final class Revocations {
  private static final int LOG_ID_BYTES = 16;

  /** Another machine's clock may be so far behind; it must not meet a token that we forgot. */
  private static final long FORGIVEN_SECONDS = 60;

  private final Database database;
  private final InstantSource clock;
  private final News news;
  private final String logId;

  private Revocations(Database database, InstantSource clock, String logId) {
    this.database = database;
    this.clock = clock;
    this.logId = logId;
    this.news = new News(this::last);
  }

  /** Opens the log of a database, and names it when it is new. */
  public static Revocations open(Database database, InstantSource clock) {
    var id = database.write(Revocations::idOf);
    return new Revocations(database, clock, id);
  }

  private static String idOf(Handle handle) {
    return handle
        .createQuery("select log_id from revocation_log")
        .mapTo(String.class)
        .findOne()
        .orElseGet(() -> {
          var id = SecretText.random(LOG_ID_BYTES);
          handle.execute("insert into revocation_log (log_id, last_seq) values (?, 0)", id);
          return id;
        });
  }

  /** Revokes every token of a client that was issued before a time, which is not to come. */
  public long revokeClient(String clientId, Instant before) {
    return revoke(List.of(new OfClient(clientId, before)));
  }

  /** Likewise of a subject, whichever client asked for it. */
  public long revokeSubject(String subject, Instant before) {
    return revoke(List.of(new OfSubject(subject, before)));
  }

  /** Likewise every token there is. */
  public long revokeAll(Instant before) {
    return revoke(List.of(new OfAll(before)));
  }

  /** Revokes whatever a key signed or will sign, for ever. */
  public long revokeKey(String kid) {
    return revoke(List.of(new OfKey(kid)));
  }

  /** Revokes single tokens. */
  public long revokeTokens(Collection<OfToken> tokens) {
    return revoke(List.copyOf(tokens));
  }

  /**
   * Writes revocations, all or none, and tells who waits for them.
   *
   * @return the last number; with it in hand, a reader knows all of them
   */
  public long revoke(List<? extends Revocation> revocations) {
    var last = database.write(handle -> revoke(handle, revocations));
    news.announce(last);
    return last;
  }

  /**
   * Writes them within a larger piece of work. Who waits notices within a tenth of a second.
   *
   * @param handle of a {@link Database#write}
   */
  public long revoke(Handle handle, List<? extends Revocation> revocations) {
    var now = clock.instant();
    handle
        .createUpdate("delete from revocations where until_second < :now")
        .bind("now", now.getEpochSecond() - FORGIVEN_SECONDS)
        .execute();
    for (var revocation : revocations) {
      var before = beforeSecond(handle, revocation, now);
      if (!isCovered(handle, revocation, before, now)) {
        insert(handle, revocation, before, now);
      }
    }
    return last(handle);
  }

  /**
   * The first second whose tokens live, or null. Where the present second was revoked before,
   * tokens that were issued since say a later one, and these are meant now, too.
   */
  private static @Nullable Long beforeSecond(Handle handle, Revocation revocation, Instant now) {
    var before = revocation.beforeSecond(now);
    if (before == null || before <= now.getEpochSecond()) {
      return before;
    }
    var earlier =
        handle
            .createQuery(
                "select coalesce(max(before_second), 0) from revocations"
                    + " where before_second > :now"
                    + " and (kind = 'all' or :kind = 'all' or kind = :kind and value = :value"
                    // A demo client is in no table, and its subject is its id.
                    + " or :kind = 'client' and kind = 'subject' and value in (select subject"
                    + " from clients where client_id = :value union select cast(:value as text))"
                    + " or :kind = 'subject' and kind = 'client' and value in (select client_id"
                    + " from clients where subject = :value union select cast(:value as text)))")
            .bind("now", now.getEpochSecond())
            .bind("kind", revocation.kind())
            .bind("value", revocation.value())
            .mapTo(Long.class)
            .one();
    return Math.max(before, earlier + 1);
  }

  /** Whether as much of the same thing is in the log already. */
  private static boolean isCovered(
      Handle handle, Revocation revocation, @Nullable Long before, Instant now) {
    return handle
            .createQuery(
                "select count(*) from revocations where kind = :kind and value = :value"
                    + " and (before_second is null or before_second >= :before)"
                    + " and (until_second is null or until_second >= :until)")
            .bind("kind", revocation.kind())
            .bind("value", revocation.value())
            .bindByType("before", orNever(before), Long.class)
            .bindByType("until", orNever(revocation.untilSecond(now)), Long.class)
            .mapTo(Long.class)
            .one()
        > 0;
  }

  private static long orNever(@Nullable Long second) {
    return second == null ? Long.MAX_VALUE : second;
  }

  private static void insert(
      Handle handle, Revocation revocation, @Nullable Long before, Instant now) {
    handle.execute(
        "delete from revocations where kind = ? and value = ?",
        revocation.kind(),
        revocation.value());
    handle.execute("update revocation_log set last_seq = last_seq + 1");
    handle
        .createUpdate(
            "insert into revocations (seq, kind, value, before_second, until_second, made_at)"
                + " values (:seq, :kind, :value, :before, :until, :now)")
        .bind("seq", last(handle))
        .bind("kind", revocation.kind())
        .bind("value", revocation.value())
        .bindByType("before", before, Long.class)
        .bindByType("until", revocation.untilSecond(now), Long.class)
        .bind("now", now)
        .execute();
  }

  /** Whether a token of ours is revoked, alone or with others. */
  public boolean isRevoked(IssuedToken token) {
    return database.read(handle -> isRevoked(handle, token));
  }

  /** Likewise, within a larger piece of work. */
  public boolean isRevoked(Handle handle, IssuedToken token) {
    return handle
            .createQuery(
                "select count(*) from revocations where kind = 'kid' and value in (<kids>)"
                    + " or kind = 'jti' and value in (<jtis>)"
                    + " or before_second > :iat and (kind = 'all'"
                    + " or kind = 'client' and value in (<clients>)"
                    + " or kind = 'subject' and value in (<subjects>))")
            .bindList("kids", List.copyOf(token.keys()))
            .bindList("jtis", List.copyOf(token.jtis()))
            .bindList("clients", List.copyOf(token.clients()))
            .bindList("subjects", List.copyOf(token.subjects()))
            .bind("iat", token.issuedAt().getEpochSecond())
            .mapTo(Long.class)
            .one()
        > 0;
  }

  /**
   * When tokens of a request that begins now are issued. Asked of the database, not of a memory:
   * another process may have revoked a moment ago. An index makes it a look at the revocations of
   * this second, of which there are few.
   */
  public IssueTimes issueTimes() {
    var now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    return new IssueTimes(
        now,
        database.read(handle ->
            handle
                .createQuery(
                    "select kind, value, before_second from revocations"
                        + " where before_second > :now")
                .bind("now", now.getEpochSecond())
                .mapTo(IssueTimes.Cut.class)
                .list()));
  }

  /** What a follower is told: what still matters beyond a number, oldest first. */
  RevocationBatch after(long seq, int most) {
    return database.read(handle -> {
      var found =
          handle
              .createQuery(
                  "select seq, kind, value, before_second, until_second, made_at from revocations"
                      + " where seq > :after and (until_second is null or until_second >= :now)"
                      + " order by seq limit :most")
              .bind("after", seq)
              .bind("now", clock.instant().getEpochSecond() - FORGIVEN_SECONDS)
              .bind("most", most + 1)
              .mapTo(LoggedRevocation.class)
              .list();
      var more = found.size() > most;
      var told = more ? found.subList(0, most) : found;
      return new RevocationBatch(logId, told, more ? told.getLast().seq() : last(handle), more);
    });
  }

  /** Waits until there is more than a number, or the time is over. */
  News news() {
    return news;
  }

  /** Lets go of whoever waits, for a stop. */
  public void release() {
    news.close();
  }

  private long last() {
    return database.read(Revocations::last);
  }

  private static long last(Handle handle) {
    return handle.createQuery("select last_seq from revocation_log").mapTo(Long.class).one();
  }
}
