package dev.rolegate.endtoend.foreign;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * The official conformance suite against our agent, which {@link ConformanceClient} drives: every
 * scenario for clients of the revisions that it speaks (2025-11-25 and earlier), and those for
 * clients that come with credentials of their own.
 */
class ConformanceTest {
  private static final String INTERACTIVE =
      "asks for the authorization code grant, where a person signs in with a browser; the agent's"
          + " grant is client_credentials";

  private static final Pattern LISTED = Pattern.compile("  - (\\S+) \\[([^\\]]*)]");

  /**
   * One scenario.
   *
   * @param revisions for which it is run; empty for an extension, which has none
   */
  private record Scenario(String name, List<String> revisions) {
    static Scenario of(String name, String... revisions) {
      return new Scenario(name, List.of(revisions));
    }
  }

  private static final List<Scenario> PASSED =
      List.of(
          Scenario.of("initialize", "2025-06-18", "2025-11-25"),
          Scenario.of("tools_call", "2025-06-18", "2025-11-25"),
          Scenario.of("elicitation-sep1034-client-defaults", "2025-11-25"),
          Scenario.of("sse-retry", "2025-11-25"),
          Scenario.of("json-schema-2020-12-preservation", "2025-11-25"),
          Scenario.of("auth/pre-registration", "2025-11-25"),
          Scenario.of("auth/client-credentials-basic"),
          Scenario.of("auth/client-credentials-jwt"));

  /** Those that it is not built for, and why. One that passes does not belong here any more. */
  private record Unfit(String name, String why) {}

  private static final List<Unfit> UNFIT =
      Stream.of(
              "auth/metadata-default",
              "auth/metadata-var1",
              "auth/metadata-var2",
              "auth/metadata-var3",
              "auth/basic-cimd",
              "auth/scope-from-www-authenticate",
              "auth/scope-from-scopes-supported",
              "auth/scope-omitted-when-undefined",
              "auth/scope-step-up",
              "auth/scope-retry-limit",
              "auth/token-endpoint-auth-basic",
              "auth/token-endpoint-auth-post",
              "auth/token-endpoint-auth-none",
              "auth/2025-03-26-oauth-metadata-backcompat",
              "auth/2025-03-26-oauth-endpoint-fallback")
          .map(name -> new Unfit(name, INTERACTIVE))
          .toList();

  @TempDir static Path folder;

  @TestFactory
  Stream<DynamicTest> passes() {
    return PASSED.stream().flatMap(ConformanceTest::tests);
  }

  /** Fails when one of them begins to pass: then it belongs to the others. */
  @TestFactory
  Stream<DynamicTest> isNotBuiltForOthers() {
    return UNFIT.stream()
        .map(one ->
            DynamicTest.dynamicTest(
                one.name() + " " + one.why(),
                () -> assertThat(run(one.name()).out()).contains("OVERALL: FAILED")));
  }

  /** A scenario that the suite gets belongs into one of the tables. */
  @Test
  void everyScenarioOfTheseRevisionsIsInATable() {
    var known = new ArrayList<>(PASSED.stream().map(Scenario::name).toList());
    known.addAll(UNFIT.stream().map(Unfit::name).toList());
    var all = Node.conformance(List.of("list")).out();
    var clients =
        all.substring(all.indexOf("Client scenarios"), all.indexOf("Authorization server"));
    assertThat(
            LISTED
                .matcher(clients)
                .results()
                .filter(found -> found.group(2).contains("2025-"))
                .map(found -> found.group(1)))
        .hasSizeGreaterThan(10)
        .isSubsetOf(known);
  }

  private static Stream<DynamicTest> tests(Scenario one) {
    return one.revisions().isEmpty()
        ? Stream.of(DynamicTest.dynamicTest(one.name(), () -> assertPassed(run(one.name()))))
        : one.revisions().stream()
            .map(revision ->
                DynamicTest.dynamicTest(
                    one.name() + " " + revision,
                    () -> assertPassed(run(one.name(), "--spec-version", revision))));
  }

  private static void assertPassed(Node.Ended ended) {
    assertThat(ended.out()).contains("OVERALL: PASSED").doesNotContain("SKIPPED");
    assertThat(ended.status()).isZero();
  }

  private static Node.Ended run(String scenario, String... more) throws IOException {
    var java = Path.of(System.getProperty("java.home"), "bin", "java");
    var classes = System.getProperty("java.class.path");
    var options =
        Files.writeString(
            folder.resolve("options"),
            "-XX:TieredStopAtLevel=1\n-XX:+UseSerialGC\n-cp\n\"" + classes + "\"\n");
    var command = List.of(java.toString(), "@" + options, ConformanceClient.class.getName());
    var arguments =
        new ArrayList<>(
            List.of("client", "--command", String.join(" ", command), "--scenario", scenario));
    arguments.addAll(List.of(more));
    return Node.conformance(arguments);
  }
}
