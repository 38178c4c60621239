package dev.rolegate.mcp;

import dev.rolegate.auth.Caller;
import dev.rolegate.mcp.ToolHarness.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Calls that begin at the same moment, in turn on two servers of one database. */
public final class Race {
  private Race() {}

  /** One call. */
  public record Asked(Caller caller, String tool, String arguments) {}

  /** The answers, in the order of the calls; both servers are closed afterwards. */
  public static List<Answer> atOnce(DomainFixture first, DomainFixture second, List<Asked> asked)
      throws Exception {
    var start = new CountDownLatch(1);
    try (first;
        second;
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var answers = new ArrayList<Future<Answer>>();
      for (var each : asked) {
        var tools = (answers.size() % 2 == 0 ? first : second).tools();
        answers.add(
            threads.submit(() -> {
              start.await();
              return tools.call(each.caller(), each.tool(), each.arguments());
            }));
      }
      start.countDown();
      var got = new ArrayList<Answer>();
      for (var answer : answers) {
        got.add(answer.get());
      }
      return got;
    }
  }

  /** One member of each result that there is, as text. */
  public static List<String> done(List<Answer> answers, String member) {
    return answers.stream()
        .flatMap(answer -> answer.result().stream())
        .map(result -> result.path(member).asText())
        .toList();
  }
}
