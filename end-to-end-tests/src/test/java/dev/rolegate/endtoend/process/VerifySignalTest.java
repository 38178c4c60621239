package dev.rolegate.endtoend.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.auth.SigningAlgorithm;
import dev.rolegate.cli.Main;
import dev.rolegate.endtoend.Deployment;
import dev.rolegate.endtoend.Deployments;
import dev.rolegate.endtoend.Repository;
import dev.rolegate.endtoend.Server;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever ends {@code rolegate verify} at a terminal leaves no probe client behind. */
class VerifySignalTest {
  @RegisterExtension static final Deployments deployments = new Deployments();

  @ParameterizedTest
  @ValueSource(strings = {"INT", "TERM"})
  void aSignalLeavesNoProbe(String signal) throws IOException, InterruptedException {
    var deployment = deployments.of(SigningAlgorithm.RS256);
    var process = start(deployment);
    try (var said = process.errorReader(StandardCharsets.UTF_8)) {
      var line = said.readLine();
      while (line != null && !line.contains("every role was tried")) {
        line = said.readLine();
      }
      assertThat(line).isNotNull();
      assertThat(probes(deployment)).isTrue();
      var kill = new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start();
      assertThat(kill.waitFor()).isZero();
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isGreaterThan(128);
    } finally {
      process.destroyForcibly();
    }
    assertThat(probes(deployment)).isFalse();
  }

  private static Process start(Deployment deployment) throws IOException {
    var command =
        new ArrayList<>(
            List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "verify",
                "--policy",
                Repository.file("access-policy.yaml").toString(),
                "--connect-to",
                "token-service=localhost:" + deployment.tokenServiceUrl().getPort()));
    for (var server : Server.values()) {
      command.add("--connect-to");
      command.add(server + "=localhost:" + deployment.url(server).getPort());
    }
    var builder = new ProcessBuilder(command).redirectOutput(ProcessBuilder.Redirect.DISCARD);
    builder
        .environment()
        .putAll(
            Map.of(
                "ROLEGATE_URL", deployment.managementUrl().toString(),
                "DATA_DIR", deployment.folder().toString()));
    return builder.start();
  }

  private static boolean probes(Deployment deployment) {
    return deployment
        .administer("clients/list", "{}")
        .get("clients")
        .valueStream()
        .anyMatch(client -> client.get("client_id").asText().startsWith("verify-probe."));
  }
}
