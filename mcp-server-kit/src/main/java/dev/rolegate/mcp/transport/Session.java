package dev.rolegate.mcp.transport;

import dev.rolegate.auth.Caller;
import dev.rolegate.auth.RevokedTokens;
import dev.rolegate.mcp.protocol.Client;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One client's conversation. It belongs to the principal that opened it and gives no rights: those
 * come from the token of each request. Thread-safe.
 */
final class Session {
  private static final int MOST_QUESTIONS = 10;

  private final String id;
  private final String principal;
  private final AtomicReference<@Nullable EventStream> stream = new AtomicReference<>();
  private final Map<String, Question> questions = new ConcurrentHashMap<>();
  private volatile boolean elicits;
  private volatile Instant lastUsed;
  private volatile Caller authorizing;

  Session(String id, Caller caller, Instant now) {
    this.id = id;
    this.principal = caller.principal();
    this.lastUsed = now;
    this.authorizing = caller;
  }

  String id() {
    return id;
  }

  String principal() {
    return principal;
  }

  boolean belongsTo(Caller caller) {
    return principal.equals(caller.principal());
  }

  /** Notes a request; a newer token lets the open stream live longer. */
  void use(Caller caller, Instant now, RevokedTokens revoked) {
    lastUsed = now;
    var newest = authorizing;
    if (caller != newest
        && (caller.expiresAt().isAfter(newest.expiresAt())
            || revoked.standingOf(newest) == RevokedTokens.Standing.REVOKED)) {
      authorizing = caller;
    }
  }

  /** The stream on which the server can speak first, or null. */
  @Nullable EventStream stream() {
    return stream.get();
  }

  /** Opens the stream; one before it is closed, since its client has come back without it. */
  void open(EventStream opened) {
    var before = stream.getAndSet(opened);
    if (before != null) {
      before.close();
    }
  }

  void left(EventStream ended, Instant now) {
    if (stream.compareAndSet(ended, null)) {
      lastUsed = now;
    }
  }

  Instant lastUsed() {
    return lastUsed;
  }

  boolean isIdle(Instant now, Duration longest) {
    return stream.get() == null && lastUsed.plus(longest).isBefore(now);
  }

  /** Whether the newest token seen has ended or was revoked, and with it the right to listen. */
  boolean isUnauthorized(Instant now, RevokedTokens revoked) {
    var newest = authorizing;
    return !newest.expiresAt().isAfter(now)
        || revoked.standingOf(newest) != RevokedTokens.Standing.LIVES;
  }

  /** Notes that its client said that its person can be asked. */
  void offersElicitation() {
    elicits = true;
  }

  boolean elicits() {
    return elicits;
  }

  /** A question under a new id that nobody can guess; null: too many wait for an answer. */
  @Nullable Question ask() {
    if (questions.size() >= MOST_QUESTIONS) {
      return null;
    }
    var question = new Question('"' + UUID.randomUUID().toString() + '"');
    questions.put(question.id(), question);
    return question;
  }

  void forget(Question question) {
    questions.remove(question.id());
  }

  /**
   * Answers a question; an answer to no question of this session is as good as none.
   *
   * @param id JSON text
   */
  void answer(String id, Client.Reply reply) {
    var question = questions.remove(id);
    if (question != null) {
      question.answer(reply);
    }
  }

  void closeStream() {
    questions.values().forEach(question -> question.answer(Client.Reply.UNANSWERED));
    var open = stream.getAndSet(null);
    if (open != null) {
      open.close();
    }
  }
}
