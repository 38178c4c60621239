package dev.rolegate.token.approver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.auth.config.Secret;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Argon2id, its price, and that no flood makes anybody pay more than is bounded. */
class PasswordHashingTest {
  @Test
  void aHashIsOfOnePasswordAloneAndOfNoOtherEachTime() {
    try (var hashing = new PasswordHashing(1, 8)) {
      var password = Secret.of("horse battery stéphane");
      var hash = Objects.requireNonNull(hashing.hash(password));
      assertThat(hash.text()).startsWith("$argon2id$v=19$m=19456,t=2,p=1$").doesNotContain("horse");
      assertThat(hash).hasToString("PasswordHash[redacted]");
      assertThat(hashing.hash(password)).isNotEqualTo(hash);
      assertThat(hashing.compare(hash, password)).isEqualTo(PasswordHashing.Comparison.SAME);
      // The same letters, as another keyboard composes them.
      assertThat(hashing.compare(hash, Secret.of("horse battery ste\u0301phane")))
          .isEqualTo(PasswordHashing.Comparison.SAME);
      for (var other : List.of("horse battery stephane", "horse battery stéphane ", "", "x")) {
        assertThat(hashing.compare(hash, Secret.of(other)))
            .as(other)
            .isEqualTo(PasswordHashing.Comparison.OTHER);
      }
    }
  }

  @Test
  void theDemoApproversHaveTheirPasswordsAndNobodyHasOneOfTheSamePrice() {
    var demo = new DemoApprovers();
    for (var name : List.of("alice", "bob", "carol", "erin")) {
      var account = Objects.requireNonNull(demo.find(name));
      assertThat(account.subject()).isEqualTo(name);
      assertThat(account.password().isOf((name + "-approver").getBytes(StandardCharsets.UTF_8)))
          .isTrue();
    }
    assertThat(demo.find("test_client")).isNull();
    assertThat(PasswordHash.OF_NOBODY.isOf("".getBytes(StandardCharsets.UTF_8))).isFalse();
    assertThat(ApproverAccount.NOBODY.enabled()).isFalse();
  }

  /** One runs, one waits, everybody else is told to come again at once. */
  @Test
  void aFloodIsRefusedInsteadOfBeingPaidFor() throws InterruptedException {
    try (var hashing = new PasswordHashing(1, 1);
        var callers = Executors.newVirtualThreadPerTaskExecutor()) {
      var started = new CountDownLatch(1);
      var goOn = new CountDownLatch(1);
      var running = new AtomicInteger();
      var most = new AtomicInteger();
      callers.execute(() ->
          hashing.run(() -> {
            most.accumulateAndGet(running.incrementAndGet(), Math::max);
            started.countDown();
            goOn.await();
            return running.decrementAndGet();
          }));
      started.await();
      var refused = new AtomicInteger();
      var done = new AtomicInteger();
      var tried = new CountDownLatch(19);
      for (var one = 0; one < 20; one++) {
        callers.execute(() -> {
          var answer =
              hashing.run(() -> {
                most.accumulateAndGet(running.incrementAndGet(), Math::max);
                return running.decrementAndGet();
              });
          (answer == null ? refused : done).incrementAndGet();
          tried.countDown();
        });
      }
      // All but the one that waits have their answer while nothing was hashed for them.
      tried.await();
      assertThat(refused).hasValue(19);
      goOn.countDown();
      callers.shutdown();
      assertThat(callers.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
      assertThat(done).hasValue(1);
      assertThat(most).hasValue(1);
    }
  }
}
