package dev.rolegate.auth;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The access policy that is in force, read again when its file changes. The file is compared by
 * content: a mounted one changes behind a link, with any time and size. What does not read, or does
 * not fit what the service has, is refused loudly, once, and the policy in force stays.
 * Thread-safe.
 */
public final class LivePolicy implements CurrentPolicy, AutoCloseable {
  private static final Duration EVERY = Duration.ofSeconds(1);
  private static final Logger log = LoggerFactory.getLogger(LivePolicy.class);

  private final List<Function<AccessPolicy, List<String>>> demands = new CopyOnWriteArrayList<>();
  private final List<Consumer<AccessPolicy>> listeners = new CopyOnWriteArrayList<>();
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("access-policy").factory());
  private volatile AccessPolicy inForce;

  /** What is wrong with the file as it is; empty when it holds the policy in force. */
  private volatile List<String> problems = List.of();

  /** What the file held at the last look; null: what is in force. */
  private @Nullable String seen;

  /** Of what it held, what was refused. */
  private @Nullable String refused;

  /** A policy that follows its file from {@link #follow} on; one without a file never changes. */
  public LivePolicy(AccessPolicy first) {
    this.inForce = first;
  }

  @Override
  public AccessPolicy get() {
    return inForce;
  }

  /**
   * Lets a part of the service keep a policy from coming into force.
   *
   * @param demand says what does not fit; empty when all does. It may prepare what it will need
   */
  public void mustFit(Function<AccessPolicy, List<String>> demand) {
    demands.add(demand);
  }

  /** Tells of each new policy, once it is in force. */
  public void onChange(Consumer<AccessPolicy> listener) {
    listeners.add(listener);
  }

  /** Begins to follow the file; call it when everybody has said what must fit. */
  public void follow() {
    follow(EVERY);
  }

  void follow(Duration every) {
    if (inForce.source() != null) {
      var _ =
          thread.scheduleWithFixedDelay(
              this::look, every.toNanos(), every.toNanos(), TimeUnit.NANOSECONDS);
    }
  }

  /** Sentences for an operator: what keeps the file's policy from being in force. */
  public List<String> remarks() {
    return problems.isEmpty()
        ? List.of()
        : List.of("The access policy's file is refused; the policy before it is in force.");
  }

  /** Whether the file holds something that is not in force. */
  public boolean isRefused() {
    return !problems.isEmpty();
  }

  /** Looks once at the file. */
  void look() {
    try {
      var file = inForce.source();
      if (file != null) {
        read(new PolicyReading(file));
      }
    } catch (RuntimeException e) {
      // Thrown on, it would end the watch.
      log.error("The access policy could not be looked at; the one in force stays", e);
      problems = List.of("unknown");
    }
  }

  /** Counts only when it is the same at two looks: a file may be half written at one. */
  private void read(PolicyReading reading) {
    var digest = reading.digest();
    if (digest.equals(inForce.digest())) {
      if (!problems.isEmpty()) {
        log.info("{} holds the access policy in force again", inForce.source());
      }
      problems = List.of();
      seen = null;
      refused = null;
    } else if (!digest.equals(seen)) {
      seen = digest;
    } else if (!digest.equals(refused)) {
      judge(reading, digest);
    }
  }

  private void judge(PolicyReading reading, String digest) {
    try {
      var candidate = reading.policy();
      var misfits = new ArrayList<String>();
      demands.forEach(demand -> misfits.addAll(demand.apply(candidate)));
      if (!misfits.isEmpty()) {
        throw new PolicyRefused(misfits);
      }
      inForce = candidate;
      problems = List.of();
      seen = null;
      refused = null;
      log.info("{} has changed and is in force from now on", candidate.source());
      listeners.forEach(listener -> listener.accept(candidate));
    } catch (PolicyRefused e) {
      refused = digest;
      problems = e.problems();
      problems.forEach(problem -> log.error("{}; the access policy before it stays", problem));
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
