package dev.rolegate.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.auth.TestApprovers;
import dev.rolegate.auth.TestCallers;
import dev.rolegate.database.Databases;
import dev.rolegate.mcp.change.Approvals.Ruling;
import dev.rolegate.mcp.change.Changes;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Many who release the same change at the same moment, on two servers of one database. */
public class ChangeRaceTest {
  private static final int THREADS = 50;

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource
  void isWrittenOnce(Databases engine) throws Exception {
    race(engine, folder, 10);
  }

  /** So many rounds of it. */
  public static void race(Databases engine, Path folder, int rounds) throws Exception {
    try (var at = ChangeFixture.fresh(engine, folder);
        var beside = at.beside(folder);
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var round = 1; round <= rounds; round++) {
        var change =
            at.waiting(
                TestCallers.ALICE,
                "set_salary_asked",
                "{'id': 'EMP-002', 'salary': %d}".formatted(round));
        var start = new CountDownLatch(1);
        var asked = new ArrayList<Future<Boolean>>();
        for (var i = 0; i < THREADS; i++) {
          var changes = (i % 2 == 0 ? at : beside).changes();
          asked.add(
              threads.submit(
                  begun(
                      start,
                      i % 5 == 0 ? client(changes, change.id()) : approver(changes, change.id()))));
        }
        start.countDown();
        var released = 0;
        for (var each : asked) {
          released += each.get() ? 1 : 0;
        }
        assertThat(released).as("round " + round).isEqualTo(1);
        assertThat(at.writes()).as("round " + round).isEqualTo(round);
      }
    }
  }

  private static Callable<Boolean> begun(CountDownLatch start, Callable<Boolean> release) {
    return () -> {
      start.await();
      return release.call();
    };
  }

  private static Callable<Boolean> client(Changes changes, String id) {
    return () ->
        changes.confirmed(id, TestCallers.ALICE, "request") instanceof Changes.Confirmed.Written;
  }

  private static Callable<Boolean> approver(Changes changes, String id) {
    return () -> changes.approve(id, TestApprovers.ERIN, "request") instanceof Ruling.Decided;
  }
}
